package org.tocsin.federation.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tocsin.crypto.cert.Certificates;
import org.tocsin.crypto.cert.TlsIdentity;
import org.tocsin.crypto.tls.PeerTls;
import org.tocsin.crypto.tls.TlsKeys;
import org.tocsin.federation.follow.Wire;
import org.tocsin.federation.frame.Frame;
import org.tocsin.federation.frame.FrameEncoder;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;

final class PeerWireTest {
    private final TlsIdentity acme =
            new Certificates(Clock.system(), Entropy.system()).selfSigned("acme", List.of("127.0.0.1"));
    private final TlsIdentity beta =
            new Certificates(Clock.system(), Entropy.system()).selfSigned("beta", List.of("127.0.0.1"));
    private final CompletableFuture<Digest> dialled = new CompletableFuture<>();
    private final PeerListener listener = new PeerListener("127.0.0.1", 0, tls(acme), new Echo());
    private final PeerDialler dialler = new PeerDialler(tls(beta));
    private final String url = "https://127.0.0.1:" + listener.port();

    @AfterEach
    void close() {
        dialler.close();
        listener.close();
    }

    @Test
    void framesGoBothWaysOverOneConnectionAndBothEndsKnowTheOthersKey() throws Exception {
        try (var wire = dialler.follow(url)) {
            assertThat(wire.peerKey()).isEqualTo(acme.spki());
            assertThat(wire.receive(1_000)).isEqualTo(new Frame.Heartbeat(0));
            for (int i = 1; i < 200; i++) {
                wire.send(FrameEncoder.encode(new Frame.Heartbeat(i)));
                assertThat(wire.receive(1_000)).isEqualTo(new Frame.Heartbeat(i));
            }
            assertThat(dialled.join()).isEqualTo(beta.spki());
        }
    }

    @Test
    void longFramesGoThroughInOrder() throws Exception {
        var big = new Frame.Problem("x", "y".repeat(500));
        try (var wire = dialler.follow(url)) {
            wire.receive(1_000);
            wire.send(FrameEncoder.encode(new Frame.Shown("o", Bytes.of(new byte[8_000]))));
            wire.send(FrameEncoder.encode(big));
            assertThat(wire.receive(10_000)).isInstanceOf(Frame.Shown.class);
            assertThat(wire.receive(10_000)).isEqualTo(big);
        }
    }

    @Test
    void aWaitingReceiverHearsThatTheOtherSideHasGone() throws Exception {
        try (var wire = dialler.follow(url)) {
            wire.receive(1_000);
            wire.send(FrameEncoder.encode(new Frame.Problem("bye", "x")));
            wire.receive(1_000);
            assertThatThrownBy(() -> wire.receive(1_000)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aDescriptorIsAskedForAndAJoinIsRefusedWithItsReason() throws Exception {
        var shown = dialler.descriptor(url);
        assertThat(shown.descriptor()).isEqualTo(Bytes.hex("010203"));
        dialler.join(url, new byte[] {1}, shown.key());
        assertThatThrownBy(() -> dialler.join(url, new byte[] {2}, shown.key()))
                .isInstanceOfSatisfying(
                        Rejection.class, r -> assertThat(r.code()).isEqualTo("join.used"));
        assertThatThrownBy(() -> dialler.join(url, new byte[70_000], shown.key()))
                .hasMessageContaining("join.size");
    }

    @Test
    void nobodyGetsInWithoutACertificate() {
        var naked = HttpClient.newBuilder().build();
        var request =
                HttpRequest.newBuilder(URI.create(url + "/peer/v1/descriptor")).build();
        assertThatThrownBy(() -> naked.send(request, BodyHandlers.discarding())).isInstanceOf(IOException.class);
    }

    @Test
    void anOfferWithoutAFollowIsRefused() throws Exception {
        var client = HttpClient.newBuilder().sslContext(tls(beta).context()).build();
        var request = HttpRequest.newBuilder(URI.create(url + "/peer/v1/offer"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[1]))
                .build();
        assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(409);
    }

    @Test
    void aPeerThatNeverAnswersIsLeftAfterAWhile() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                var impatient = new PeerDialler(tls(beta), Duration.ofMillis(300))) {
            var nowhere = "https://127.0.0.1:" + silent.getLocalPort();
            assertThatThrownBy(() -> impatient.follow(nowhere)).hasMessageContaining("no answer within 300 ms");
            assertThatThrownBy(() -> impatient.descriptor(nowhere)).hasMessageContaining("no answer within 300 ms");
        }
    }

    @Test
    void aFollowHasOneOffer() throws Exception {
        var client = HttpClient.newBuilder().sslContext(tls(beta).context()).build();
        try (var wire = dialler.follow(url)) {
            wire.receive(1_000);
            wire.send(FrameEncoder.encode(new Frame.Heartbeat(1)));
            wire.receive(1_000);
            var second = HttpRequest.newBuilder(URI.create(url + "/peer/v1/offer"))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[1]))
                    .build();
            assertThat(client.send(second, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(409);
        }
    }

    private static PeerTls tls(TlsIdentity identity) {
        return new PeerTls(new TlsKeys(identity), Entropy.system());
    }

    /** Sends a heartbeat, then everything back, until it hears bye. */
    private final class Echo implements PeerRoutes {
        @Override
        public byte[] descriptor() {
            return new byte[] {1, 2, 3};
        }

        @Override
        public void join(Digest peerKey, byte[] body) {
            if (!Arrays.equals(body, new byte[] {1})) {
                throw new Rejection("join.used", "the token was used");
            }
        }

        @Override
        public void session(Wire wire) {
            dialled.complete(wire.peerKey());
            try {
                wire.send(FrameEncoder.encode(new Frame.Heartbeat(0)));
                while (true) {
                    var frame = wire.receive(Frame.MOST_BYTES);
                    wire.send(FrameEncoder.encode(frame));
                    if (frame instanceof Frame.Problem(var code, var _) && code.equals("bye")) {
                        return;
                    }
                }
            } catch (IOException gone) {
                assertThat(gone).isNotNull();
            }
        }
    }
}
