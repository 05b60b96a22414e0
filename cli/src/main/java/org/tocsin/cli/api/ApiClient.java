package org.tocsin.cli.api;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.function.BiFunction;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * Speaks to the node of a home folder. A problem (RFC 9457) becomes {@link Refused}, a node that does not run {@link
 * org.tocsin.cli.Missing}.
 */
public final class ApiClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    /** Joining dials another node, which may take its time. */
    private static final Duration ANSWER = Duration.ofSeconds(60);
    /** Largest accepted answer in bytes. */
    private static final int MOST_ANSWER = 64 << 20;

    private final NodeHome home;
    private final NodeHome.Door door;
    private final HttpClient client;

    ApiClient(NodeHome home) {
        this.home = home;
        this.door = home.door();
        this.client = HttpClient.newBuilder()
                .sslContext(pinned(door))
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    private static SSLContext pinned(NodeHome.Door door) {
        try {
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(null, new TrustManager[] {new PinnedCertificate(door.certificate())}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK speaks TLS 1.3", e);
        }
    }

    /** A part of a path or of a query that stays one part, whatever it contains. */
    public static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public JsonNode get(String path) {
        return ask(path, "GET", BodyPublishers.noBody(), "application/json");
    }

    /** A file, as it is. */
    public byte[] file(String path) {
        return said(path, "GET", BodyPublishers.noBody(), "application/json", (response, bytes) -> {
            if (response.statusCode() != 200) {
                throw new Refused("api.answer", "the node gave no file: " + answer(response, bytes));
            }
            return bytes;
        });
    }

    public JsonNode post(String path) {
        return ask(path, "POST", BodyPublishers.noBody(), "application/json");
    }

    public JsonNode post(String path, JsonNode body) {
        return ask(path, "POST", BodyPublishers.ofByteArray(Json.bytes(body)), "application/json");
    }

    public JsonNode post(String path, byte[] text) {
        return ask(path, "POST", BodyPublishers.ofByteArray(text), "text/plain");
    }

    private JsonNode ask(String path, String method, BodyPublisher body, String type) {
        return said(path, method, body, type, ApiClient::answer);
    }

    private <T> T said(
            String path,
            String method,
            BodyPublisher body,
            String type,
            BiFunction<HttpResponse<?>, byte[], T> understood) {
        var request = HttpRequest.newBuilder(door.url().resolve(path))
                .timeout(ANSWER)
                .header("authorization", "Bearer " + door.token())
                .header("accept", "application/json")
                .header("content-type", type)
                .method(method, body)
                .build();
        try {
            var response = client.send(request, BodyHandlers.ofInputStream());
            try (var in = response.body()) {
                var bytes = in.readNBytes(MOST_ANSWER + 1);
                if (bytes.length > MOST_ANSWER) {
                    throw new Refused("api.answer", "the node answered with more than " + MOST_ANSWER + " bytes");
                }
                return understood.apply(response, bytes);
            }
        } catch (ConnectException nobody) {
            throw home.notRunning();
        } catch (HttpTimeoutException late) {
            throw new Refused(
                    "api.timeout", "the node at " + door + " did not answer within " + ANSWER.toSeconds() + " s");
        } catch (IOException broken) {
            throw broken(broken);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("api.interrupted", "stopped while waiting for the node");
        }
    }

    private static JsonNode answer(HttpResponse<?> response, byte[] bytes) {
        boolean good = response.statusCode() / 100 == 2;
        try {
            var json = Json.parse(bytes);
            if (good) {
                return json;
            }
            throw new Refused(Json.text(json, "title"), Json.text(json, "detail"));
        } catch (Rejection unreadable) {
            throw good
                    ? new Refused("api.answer", "the node's answer is not understood: " + unreadable.getMessage())
                    : new Refused("api.status", "the node answered with HTTP status " + response.statusCode());
        }
    }

    private Refused broken(IOException broken) {
        for (@Nullable Throwable cause = broken; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return new Refused(
                        "api.certificate",
                        "who answers at " + door + " shows another certificate than the node wrote in " + home.folder()
                                + "; no token was sent. If the node was moved or restarted just now, try again");
            }
        }
        return new Refused("api.broken", "the connection to " + door + " broke: " + broken.getMessage());
    }
}
