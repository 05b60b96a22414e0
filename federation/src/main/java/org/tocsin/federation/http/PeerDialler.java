package org.tocsin.federation.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.tocsin.crypto.tls.PeerCertificate;
import org.tocsin.crypto.tls.PeerTls;
import org.tocsin.federation.follow.Wire;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.json.Json;

/** Dials peers over HTTP/2 and mutual TLS. One client a node; it keeps one connection a peer. */
public final class PeerDialler implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Limit ANSWER_SIZE = new Limit("peer.answer-size", 64 << 10);
    private static final Pattern CODE = Pattern.compile("[a-z0-9.-]{1,60}");
    private static final int MOST_DETAIL = 400;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;
    private final Duration answer;

    public PeerDialler(PeerTls tls) {
        this(tls, ANSWER);
    }

    /** @param answer how long an answer may take */
    PeerDialler(PeerTls tls, Duration answer) {
        this.answer = answer;
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
        var answer = answer(request(url, "/peer/v1/descriptor").GET().build());
        if (answer.status() != 200) {
            throw new Rejection("peer.status", url + " answered " + answer.status());
        }
        return new Shown(answer.body(), answer.key());
    }

    /** A whole answer of bounded size. */
    private record Answer(int status, Bytes body, Digest key) {}

    /** An answer that comes whole within the time, or not at all: a peer may send a byte a second, or for ever. */
    private Answer answer(HttpRequest request) throws IOException, InterruptedException {
        try {
            return once(request);
        } catch (IOException connectionWentAway) {
            return once(request); // a kept connection may close at any time; all that is asked here may be asked twice
        }
    }

    private Answer once(HttpRequest request) throws IOException, InterruptedException {
        return within(threads.submit(() -> {
            var response = client.send(request, BodyHandlers.ofInputStream());
            try (var in = response.body()) {
                var body = in.readNBytes((int) ANSWER_SIZE.most() + 1);
                ANSWER_SIZE.check(body.length);
                return new Answer(response.statusCode(), Bytes.owning(body), key(response));
            }
        }));
    }

    /** A refused connection comes without a message. */
    private static String words(Throwable why) {
        if (why.getMessage() != null) {
            return why.getMessage();
        }
        return why instanceof ConnectException
                ? "it can't be reached: refused, or nobody is there"
                : why.getClass().getSimpleName();
    }

    private <T> T within(Future<T> coming) throws IOException, InterruptedException {
        try {
            return coming.get(answer.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + answer.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Rejection refused) {
                throw refused;
            }
            throw new IOException(words(e.getCause() == null ? e : e.getCause()), e);
        } finally {
            coming.cancel(true);
        }
    }

    /** Shows a token; the other side answers that a person will look at it, or why not. */
    public void join(String url, byte[] body, Digest expectedKey) throws IOException, InterruptedException {
        var answer = answer(request(url, "/peer/v1/join")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
        if (!answer.key().equals(expectedKey)) {
            throw new Rejection("peer.key", "the TLS key changed between two requests");
        }
        if (answer.status() != 202) {
            throw problem(answer.body().toArray(), answer.status());
        }
    }

    /** Opens a session; the caller checks the key before it believes anything. */
    public Wire follow(String url) throws IOException, InterruptedException {
        var request = request(url, "/peer/v1/follow").GET().build();
        var response = within(client.sendAsync(request, BodyHandlers.ofInputStream()));
        if (response.statusCode() != 200) {
            response.body().close();
            throw new Rejection("peer.status", url + " answered " + response.statusCode());
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
            var code = Json.text(problem, "title");
            var detail = Printable.of(Json.text(problem, "detail"));
            return CODE.matcher(code).matches()
                    ? new Rejection(code, detail.substring(0, Math.min(detail.length(), MOST_DETAIL)))
                    : new Rejection("peer.status", "the peer answered " + status);
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
