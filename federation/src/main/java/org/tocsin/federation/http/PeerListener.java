package org.tocsin.federation.http;

import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http2.Http2Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.tocsin.crypto.cert.Spki;
import org.tocsin.crypto.tls.PeerTls;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.http.Admission;
import org.tocsin.platform.http.Problem;
import org.tocsin.platform.http.Response;

/**
 * The mutual-TLS listener for peers. Source: FORMATS, Follow and offer.
 *
 * <p>A dialler's down stream ({@code GET /peer/v1/follow}) and up stream ({@code POST /peer/v1/offer}) are two requests of one
 * connection; they are paired by its TLS key.
 */
public final class PeerListener implements AutoCloseable {
    private static final Limit JOIN = new Limit("join.size", 64 << 10);

    /** A dialler needs three at a time. */
    private static final int MOST_STREAMS = 16;

    private static final int MOST_HEADERS = 8 << 10;
    /** A source's places are many organisations behind one address, or in one process; eight sources' worth are there. */
    private static final Admission.Limits LIMITS =
            new Admission.Limits(2_048, 256, Duration.ofSeconds(15), Duration.ofSeconds(30));

    private final PeerRoutes routes;
    /** Follows whose offer has not come yet. One that has is no longer touched by what else comes with that key. */
    private final ConcurrentHashMap<Digest, ServerWire> waiting = new ConcurrentHashMap<>();

    private final Set<ServerWire> open = ConcurrentHashMap.newKeySet();
    private final Admission admission;
    private final WebServer server;

    /**
     * @param host address to bind
     * @param port 0 takes a free one
     */
    public PeerListener(String host, int port, PeerTls tls, PeerRoutes routes) {
        this(host, port, tls, routes, LIMITS);
    }

    PeerListener(String host, int port, PeerTls tls, PeerRoutes routes, Admission.Limits limits) {
        this.routes = routes;
        admission = new Admission(limits);
        server = WebServer.builder()
                .host(host)
                .port(port)
                .shutdownHook(false)
                .maxConcurrentRequests(4_096)
                .maxTcpConnections(limits.connections())
                .shutdownGracePeriod(Duration.ofMillis(300))
                .connectionOptions(admission.of(options -> options.tcpNoDelay(true)))
                .tls(Tls.builder()
                        .sslContext(tls.context())
                        .addEnabledProtocol("TLSv1.3")
                        .clientAuth(TlsClientAuth.REQUIRED)
                        .build())
                .addProtocol(Http2Config.builder()
                        .sendErrorDetails(false)
                        .maxConcurrentStreams(MOST_STREAMS)
                        .maxHeaderListSize(MOST_HEADERS)
                        .build())
                .routing(this::routing)
                .build()
                .start();
        if (server.port() < 0) {
            close();
            throw new Rejection(
                    "federation.listen",
                    host + ":" + port + " can't be listened on; is it taken, or not this user's to take?");
        }
    }

    public int port() {
        return server.port();
    }

    private void routing(HttpRouting.Builder routing) {
        routing.addFilter((chain, request, _) ->
                        admission.answer(request.remotePeer().address(), chain::proceed))
                .get("/peer/v1/descriptor", this::descriptor)
                .post("/peer/v1/join", this::join)
                .get("/peer/v1/follow", this::follow)
                .post("/peer/v1/offer", this::offer);
    }

    private void descriptor(ServerRequest request, ServerResponse response) {
        response.header("content-type", "application/cbor").send(routes.descriptor());
    }

    private void join(ServerRequest request, ServerResponse response) throws IOException {
        try (var in = request.content().inputStream()) {
            var body = in.readNBytes((int) JOIN.most() + 1);
            JOIN.check(body.length);
            routes.join(key(request), body);
            response.status(Status.ACCEPTED_202).send();
        } catch (Rejection refused) {
            problem(response, 403, refused);
        }
    }

    private void follow(ServerRequest request, ServerResponse response) {
        var key = key(request);
        response.header("content-type", "application/cbor-seq");
        try (var wire = new ServerWire(key, response.outputStream())) {
            var before = waiting.put(key, wire);
            if (before != null) {
                Thread.ofVirtual().name("follow-close").start(before::close);
            }
            open.add(wire);
            try {
                routes.session(wire);
            } finally {
                open.remove(wire);
                waiting.remove(key, wire);
            }
        } catch (UncheckedIOException gone) {
            throw new CloseConnection(gone);
        }
    }

    private void offer(ServerRequest request, ServerResponse response) {
        var wire = waiting.remove(key(request));
        if (wire == null) {
            problem(response, 409, new Rejection("peer.no-follow", "GET /peer/v1/follow comes first, on the same key"));
            return;
        }
        wire.offered(request.content().inputStream());
        wire.awaitEnd();
        response.status(Status.NO_CONTENT_204).send();
    }

    private static void problem(ServerResponse response, int status, Rejection refused) {
        if (Problem.of(status, refused).response() instanceof Response.Whole whole) {
            response.status(Status.create(status))
                    .header("content-type", whole.contentType())
                    .send(whole.body().toArray());
        }
    }

    private static Digest key(ServerRequest request) {
        return request.remotePeer()
                .tlsCertificates()
                .filter(chain -> chain.length > 0)
                .flatMap(chain -> chain[0] instanceof X509Certificate own ? Optional.of(own) : Optional.empty())
                .map(Spki::hash)
                .orElseThrow(
                        () -> new Rejection("peer.certificate", "a client certificate belongs to this connection"));
    }

    @Override
    public void close() {
        open.forEach(ServerWire::close);
        server.stop();
        admission.close();
    }

    /** Ends a request whose stream the other side has left; there is nobody to answer. */
    private static final class CloseConnection extends RuntimeException {
        private static final long serialVersionUID = 1;

        CloseConnection(Throwable cause) {
            super("the peer has gone", cause, false, false);
        }
    }
}
