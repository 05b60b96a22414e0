package org.tocsin.federation.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.tocsin.crypto.tls.PeerCertificate;
import org.tocsin.crypto.tls.PeerTls;
import org.tocsin.federation.follow.Wire;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.json.Json;

/** Dials peers over HTTP/2 and mutual TLS. One client a node; it keeps one connection a peer. */
public final class PeerDialler implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Limit DESCRIPTOR = new Limit("descriptor.size", 64 << 10);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;

    public PeerDialler(PeerTls tls) {
        client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(tls.context())
                .sslParameters(tls.parameters())
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(threads)
                .build();
    }

    /** A descriptor with the key of the connection that it came over. */
    public record Shown(Bytes descriptor, Digest key) {}

    /** Asks who is there. */
    public Shown descriptor(String url) throws IOException, InterruptedException {
        var request = request(url, "/peer/v1/descriptor").timeout(ANSWER).GET().build();
        var response = client.send(request, BodyHandlers.ofInputStream());
        try (var in = response.body()) {
            var body = in.readNBytes((int) DESCRIPTOR.most() + 1);
            DESCRIPTOR.check(body.length);
            if (response.statusCode() != 200) {
                throw new Rejection("peer.status", url + " answered " + response.statusCode());
            }
            return new Shown(Bytes.owning(body), key(response));
        }
    }

    /** Shows a token; the other side answers that a person will look at it, or why not. */
    public void join(String url, byte[] body, Digest expectedKey) throws IOException, InterruptedException {
        var request = request(url, "/peer/v1/join")
                .timeout(ANSWER)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        var response = client.send(request, BodyHandlers.ofByteArray());
        if (!key(response).equals(expectedKey)) {
            throw new Rejection("peer.key", "the TLS key changed between two requests");
        }
        if (response.statusCode() != 202) {
            throw problem(response.body(), response.statusCode());
        }
    }

    /** Opens a session; the caller checks the key before it believes anything. */
    public Wire follow(String url) throws IOException, InterruptedException {
        var request = request(url, "/peer/v1/follow").GET().build();
        var response = client.send(request, BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            try (var in = response.body()) {
                throw problem(in.readNBytes(4_096), response.statusCode());
            }
        }
        return new ClientWire(key(response), response.body(), client, request(url, "/peer/v1/offer"));
    }

    private static HttpRequest.Builder request(String url, String path) {
        return HttpRequest.newBuilder(
                URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) + path : url + path));
    }

    private static Digest key(HttpResponse<?> response) {
        return response.sslSession()
                .flatMap(PeerCertificate::spki)
                .orElseThrow(() -> new Rejection("peer.certificate", "the peer showed no certificate"));
    }

    private static Rejection problem(byte[] body, int status) {
        try {
            var problem = Json.parse(body);
            return new Rejection(Json.text(problem, "title"), Json.text(problem, "detail"));
        } catch (Rejection unreadable) {
            return new Rejection("peer.status", "the peer answered " + status);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
