package org.tocsin.crypto.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.tocsin.crypto.cert.Certificates;
import org.tocsin.crypto.cert.TlsIdentity;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;

final class TlsTest {
    private static final int X25519_MLKEM768 = 0x11ec;
    private static final Certificates CERTIFICATES = new Certificates(Clock.system(), Entropy.system());

    private final TlsKeys acmeKeys = new TlsKeys(identity("acme"));
    private final TlsKeys betaKeys = new TlsKeys(identity("beta"));
    private final PeerTls acme = new PeerTls(acmeKeys, Entropy.system());
    private final PeerTls beta = new PeerTls(betaKeys, Entropy.system());

    @Test
    void noConnectionBetweenPeersGoesWithoutTheHybridGroup() throws IOException {
        try (var server = new Server(acme.context(), acme.parameters());
                var relay = new RecordingRelay(server.port())) {
            connect(beta.context(), beta.parameters(), relay.port());
            assertThat(relay.group()).isEqualTo(X25519_MLKEM768);
            assertThat(server.seen()).isEqualTo(betaKeys.identity().spki());
        }
    }

    @Test
    void theHttpClientDoesNotFallBackToAnotherGroup() throws Exception {
        try (var server = new Server(acme.context(), acme.parameters());
                var relay = new RecordingRelay(server.port());
                var client = HttpClient.newBuilder()
                        .sslContext(beta.context())
                        .sslParameters(beta.parameters())
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            var request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + relay.port() + "/"))
                    .build();
            var response = client.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(204);
            assertThat(relay.group()).isEqualTo(X25519_MLKEM768);
            assertThat(response.sslSession().orElseThrow().getCipherSuite()).isEqualTo("TLS_AES_256_GCM_SHA384");
            assertThat(PeerCertificate.spki(response.sslSession().orElseThrow()))
                    .contains(acmeKeys.identity().spki());
        }
    }

    @Test
    void anOlderProtocolIsRefusedThoughTheServersParametersAllowIt() throws IOException {
        var careless = acme.parameters();
        careless.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        var old = beta.parameters();
        old.setProtocols(new String[] {"TLSv1.2"});
        old.setCipherSuites(beta.context().getSupportedSSLParameters().getCipherSuites());
        try (var server = new Server(acme.context(), careless)) {
            assertThatThrownBy(() -> connect(beta.context(), old, server.port()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aPeerWithoutACertificateIsRefused() throws Exception {
        try (var server = new Server(acme.context(), acme.parameters())) {
            var anonymous = SSLContext.getInstance("TLSv1.3");
            anonymous.init(null, new TrustManager[] {new AnyP256()}, null);
            assertThatThrownBy(() -> connect(anonymous, anonymous.getDefaultSSLParameters(), server.port()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aRotatedKeyIsShownWithoutARestartAndTheOldOneNeverAgain() throws IOException {
        try (var server = new Server(acme.context(), acme.parameters())) {
            var before = connect(beta.context(), beta.parameters(), server.port());
            var next = identity("acme");
            acmeKeys.swap(next);
            assertThat(connect(beta.context(), beta.parameters(), server.port()))
                    .isEqualTo(next.spki())
                    .isNotEqualTo(before);
        }
    }

    @Test
    void aSessionOfTheOldKeyIsNotResumedUnderTheNew() throws Exception {
        var api = new ApiTls(acmeKeys, Entropy.system());
        var browser = SSLContext.getInstance("TLSv1.3");
        var handshakes = new AtomicInteger();
        browser.init(null, new TrustManager[] {new Counting(handshakes)}, null);
        try (var server = new Server(api.context(), api.parameters())) {
            var parameters = browser.getDefaultSSLParameters();
            connect(browser, parameters, server.port());
            connect(browser, parameters, server.port());
            connect(browser, parameters, server.port());
            assertThat(handshakes).as("sessions are resumed otherwise").hasValue(1);
            var next = identity("acme");
            acmeKeys.swap(next);
            assertThat(connect(browser, parameters, server.port())).isEqualTo(next.spki());
            assertThat(handshakes).hasValue(2);
        }
    }

    @Test
    void theJdksOwnTlsNeverSeesOurGroups() {
        assertThat(acme.context()).isNotNull();
        assertThat(System.getProperty("jdk.tls.namedGroups")).isNull();
    }

    private static TlsIdentity identity(String name) {
        return CERTIFICATES.selfSigned(name, List.of("127.0.0.1", "localhost"));
    }

    /** One request and its answer; returns the server's key. */
    private static Digest connect(SSLContext context, SSLParameters parameters, int port) throws IOException {
        try (var socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", port)) {
            socket.setSSLParameters(parameters);
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            if (socket.getInputStream().read() < 0) {
                throw new IOException("closed without an answer");
            }
            return PeerCertificate.spki(socket.getSession()).orElseThrow();
        }
    }

    /** Counts full handshakes: a resumed session shows no certificate. */
    private static final class Counting extends X509ExtendedTrustManager {
        private final AtomicInteger handshakes;

        Counting(AtomicInteger handshakes) {
            this.handshakes = handshakes;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {
            handshakes.incrementAndGet();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {
            handshakes.incrementAndGet();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {
            handshakes.incrementAndGet();
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {
            throw new IllegalStateException("a client trusts servers");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {
            throw new IllegalStateException("a client trusts servers");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {
            throw new IllegalStateException("a client trusts servers");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Answers every request with 204 and notes the client's key. */
    private static final class Server implements AutoCloseable {
        private final SSLServerSocket socket;
        private final AtomicInteger refusals = new AtomicInteger();
        private final BlockingQueue<Digest> keys = new LinkedBlockingQueue<>();

        Server(SSLContext context, SSLParameters parameters) throws IOException {
            socket = (SSLServerSocket)
                    context.getServerSocketFactory().createServerSocket(0, 8, InetAddress.getLoopbackAddress());
            socket.setSSLParameters(parameters);
            Thread.startVirtualThread(this::serve);
        }

        int port() {
            return socket.getLocalPort();
        }

        Digest seen() {
            try {
                return keys.take();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private void serve() {
            while (!socket.isClosed()) {
                try (var client = (SSLSocket) socket.accept()) {
                    client.startHandshake();
                    PeerCertificate.spki(client.getSession()).ifPresent(keys::add);
                    if (client.getInputStream().read(new byte[4_096]) > 0) {
                        client.getOutputStream()
                                .write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException refused) {
                    refusals.incrementAndGet();
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
