package org.tocsin.node.http;

import io.helidon.common.tls.Tls;
import io.helidon.http.Header;
import io.helidon.http.Method;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.tocsin.crypto.tls.ApiTls;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.http.Admission;
import org.tocsin.platform.http.Problem;
import org.tocsin.platform.http.Response;

/** HTTPS for console, API and feeds: turns Helidon's requests into ours and our responses into Helidon's. */
public final class ApiListener implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ApiListener.class.getName());
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /**
     * What is read at most of a refused body, and thrown away, before the connection is cut. Far above every route's own limit: what
     * the server refuses by itself is no problem of RFC 9457.
     */
    private static final long MOST_SKIPPED = 1L << 30;

    /** A source may be a proxy before the console, with everybody behind it. */
    private static final Admission.Limits LIMITS =
            new Admission.Limits(1_024, 256, Duration.ofSeconds(15), Duration.ofMinutes(1));

    /** Helidon's own watch over idling takes a live view for idle: it counts what the browser sends, not what it is sent. */
    private static final Duration LEFT_TO_ADMISSION = Duration.ofDays(1_000);

    private final Admission admission;
    private final WebServer server;
    private volatile Router router;

    /** Starts to listen; until {@link #serve} everything but the health page is answered with 503. */
    public ApiListener(String host, int port, ApiTls tls, Router starting) {
        this(host, port, tls, starting, LIMITS);
    }

    ApiListener(String host, int port, ApiTls tls, Router starting, Admission.Limits limits) {
        router = starting;
        admission = new Admission(limits);
        server = WebServer.builder()
                .host(host)
                .port(port)
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ofMillis(300))
                .maxPayloadSize(MOST_SKIPPED)
                .maxConcurrentRequests(2_048)
                .maxTcpConnections(limits.connections())
                .idleConnectionTimeout(LEFT_TO_ADMISSION)
                .connectionOptions(admission.of(_ -> {}))
                .tls(Tls.builder().sslContext(tls.context()).build())
                .routing(routing -> routing.addFilter((chain, request, _) ->
                                admission.answer(request.remotePeer().address(), chain::proceed))
                        .any(this::answer))
                .build()
                .start();
        if (server.port() < 0) {
            close();
            throw new Rejection(
                    "api.listen",
                    host + ":" + port + " can't be listened on; is it taken, or not this user's to take?");
        }
    }

    /** Everything is wired: answers from now on. */
    public void serve(Router wired) {
        router = wired;
    }

    public int port() {
        return server.port();
    }

    private void answer(ServerRequest request, ServerResponse response) {
        boolean headOnly = request.prologue().method().equals(Method.HEAD);
        switch (respond(request)) {
            case Response.Whole whole when headOnly -> head(whole, response);
            case Response.Whole whole -> send(whole, response);
            case Response.Events _
            when headOnly -> {
                common(response);
                response.header("content-type", "text/event-stream").send();
            }
            case Response.Events events -> stream(events, response);
        }
    }

    private Response respond(ServerRequest request) {
        var incoming = new Incoming(request);
        var answering = router;
        try {
            return answering.answer(incoming);
        } catch (Rejection refused) {
            return answering.refuse(incoming, Problem.of(status(refused), refused));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a request failed: " + request.prologue(), e);
            return answering.refuse(
                    incoming, new Problem(500, "server.failed", "this is a fault of the node; its log says more"));
        }
    }

    private static int status(Rejection refused) {
        return switch (refused.code()) {
            case "http.not-found",
                    "peer.unknown",
                    "intel.unknown",
                    "incident.unknown",
                    "incident.no-packets",
                    "device.unknown",
                    "device.not-cut-off",
                    "import.unknown",
                    "token.unknown" -> 404;
            case "http.method" -> 405;
            case "token.exists" -> 409;
            case "http.body-size", "import.size" -> 413;
            case "auth.missing", "auth.unknown" -> 401;
            case "http.forbidden", "http.csrf" -> 403;
            case "http.starting", "store.busy", "ledger.full", "ledger.busy" -> 503;
            case "store.disk-full", "ledger.disk-full", "verdict.not-stored", "device.not-stored" -> 507;
            default -> 400;
        };
    }

    /** All but the body, and how long that would be. */
    private static void head(Response.Whole whole, ServerResponse response) {
        common(response);
        response.status(whole.status())
                .header("content-type", whole.contentType())
                .header("content-length", Integer.toString(whole.body().size()));
        whole.headers().forEach(response::header);
        response.send();
    }

    private static void send(Response.Whole whole, ServerResponse response) {
        common(response);
        response.status(whole.status()).header("content-type", whole.contentType());
        whole.headers().forEach(response::header);
        response.send(whole.body().shared());
    }

    private static void common(ServerResponse response) {
        response.header("content-security-policy", POLICY)
                .header("x-content-type-options", "nosniff")
                .header("referrer-policy", "no-referrer")
                .header("strict-transport-security", "max-age=31536000");
    }

    private static void stream(Response.Events events, ServerResponse response) {
        common(response);
        response.header("content-type", "text/event-stream").header("cache-control", "no-store");
        try (var out = response.outputStream()) {
            events.source().feed((event, data) -> write(out, event, data));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (IOException | UncheckedIOException gone) {
            LOG.log(System.Logger.Level.DEBUG, "a live view was closed", gone);
        }
    }

    /** A line break in data would end the event: each line is a data line of its own. */
    private static void write(OutputStream out, String event, String data) {
        var text = new StringBuilder("event: ").append(event).append('\n');
        data.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
        try {
            out.write(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Helidon's request as the router sees it. */
    private record Incoming(ServerRequest request) implements Router.Incoming {
        @Override
        public String method() {
            return request.prologue().method().text();
        }

        @Override
        public String path() {
            return request.path().rawPath();
        }

        @Override
        public Map<String, String> query() {
            var query = new HashMap<String, String>();
            for (var name : request.query().names()) {
                query.put(name, request.query().first(name).orElse(""));
            }
            return query;
        }

        @Override
        public Map<String, String> headers() {
            var headers = new HashMap<String, String>();
            request.headers()
                    .forEach(header -> headers.putIfAbsent(header.headerName().lowerCase(), value(header)));
            return headers;
        }

        /** Over HTTP/2 a browser sends each cookie in a field of its own (RFC 9113, 8.2.3). */
        private static String value(Header header) {
            return header.headerName().lowerCase().equals("cookie")
                    ? String.join("; ", header.allValues())
                    : header.get();
        }

        @Override
        public String source() {
            return request.remotePeer().address() instanceof InetSocketAddress peer && peer.getAddress() != null
                    ? peer.getAddress().getHostAddress()
                    : "";
        }

        @Override
        public Bytes body(int most) {
            try (var in = request.content().inputStream()) {
                boolean announced = request.headers().contentLength().orElse(0) > most;
                var body = announced ? new byte[0] : in.readNBytes(most + 1);
                if (announced || body.length > most) {
                    throw new Rejection("http.body-size", "more than " + most + " bytes");
                }
                return Bytes.owning(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        server.stop();
        admission.close();
    }
}
