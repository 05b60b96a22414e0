package org.tocsin.node.http;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.tocsin.exchange.Exchange;
import org.tocsin.exchange.HeldRetraction;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.chronicle.Chronicle;
import org.tocsin.node.flow.Defend;
import org.tocsin.node.watch.Signing;
import org.tocsin.node.watch.TapState;
import org.tocsin.platform.auth.Permission;
import org.tocsin.platform.http.Request;
import org.tocsin.platform.http.Response;
import org.tocsin.platform.http.Route;
import org.tocsin.platform.json.Json;
import org.tocsin.platform.metrics.Metrics;

/** What belongs to no single capability: timeline, tap, findings, retractions, metrics. */
public final class NodeRoutes {
    private static final int MOST_LINES = 1_000;
    private static final int STREAM_BUFFER = 2_048;

    private final Chronicle chronicle;
    private final Defend defend;
    private final Exchange exchange;
    private final Metrics metrics;
    private final Supplier<TapState> tap;
    private final Supplier<Signing> signing;

    public NodeRoutes(
            Chronicle chronicle,
            Defend defend,
            Exchange exchange,
            Metrics metrics,
            Supplier<TapState> tap,
            Supplier<Signing> signing) {
        this.tap = tap;
        this.signing = signing;
        this.chronicle = chronicle;
        this.defend = defend;
        this.exchange = exchange;
        this.metrics = metrics;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/api/v1/health",
                        Permission.NONE,
                        _ -> Response.json(Json.object().put("status", "ok"))),
                Route.get(
                        "/api/v1/ledger",
                        Permission.READ,
                        _ -> Response.json(signing.get().json())),
                Route.get("/api/v1/timeline", Permission.READ, this::timeline),
                Route.get("/api/v1/stream", Permission.READ, _ -> new Response.Events(this::stream)),
                Route.get(
                        "/api/v1/tap",
                        Permission.READ,
                        _ -> Response.json(tap.get().json())),
                Route.get("/api/v1/findings", Permission.READ, _ -> findings()),
                Route.post("/api/v1/intel/{id}/retract", Permission.OPERATE, this::retract),
                Route.get("/api/v1/intel/held", Permission.READ, _ -> held()),
                Route.post("/api/v1/intel/held/{id}/release", Permission.OPERATE, this::release),
                Route.get("/metrics", Permission.READ, _ -> Response.text(metrics.openMetrics())));
    }

    private Response timeline(Request request) {
        var about = request.query("about");
        var beats = about.isPresent()
                ? chronicle.about(about.get())
                : chronicle.recent(MOST_LINES).reversed();
        return Response.json(Json.object().set("timeline", Json.array(beats, Beat::json)));
    }

    private Response findings() {
        var found = chronicle.recent(MOST_LINES).stream()
                .filter(beat -> beat.kind() == Beat.Kind.FINDING)
                .toList();
        return Response.json(Json.object().set("findings", Json.array(found, Beat::json)));
    }

    /** A slow reader misses lines and is told how many, rather than making the node hold them. */
    private void stream(Response.Sink sink) throws InterruptedException {
        var queue = new ArrayBlockingQueue<Beat>(STREAM_BUFFER);
        var missed = new AtomicLong();
        var stop = chronicle.listen(beat -> {
            if (!queue.offer(beat)) {
                missed.incrementAndGet();
            }
        });
        try {
            sink.send("hello", Json.text(Json.object().put("missed", 0)));
            while (true) {
                var beat = queue.poll(5, TimeUnit.SECONDS);
                if (beat == null) {
                    sink.send("alive", "{}");
                } else {
                    sink.send("beat", Json.text(beat.json()));
                }
                long lost = missed.getAndSet(0);
                if (lost > 0) {
                    sink.send("missed", Json.text(Json.object().put("missed", lost)));
                }
            }
        } finally {
            stop.run();
        }
    }

    private Response retract(Request request) {
        var statement = defend.retract(request.parameter("id"));
        return Response.json(Json.object()
                .put("id", statement.id())
                .put("subject", statement.subject().toString())
                .put("retracted", true));
    }

    private Response held() {
        return Response.json(Json.object().set("held", Json.array(exchange.heldRetractions(), held -> Json.object()
                .put("reporter", held.reporter().hex())
                .put("id", held.id())
                .put("subject", held.subject().toString())
                .put("since", held.since().toString()))));
    }

    private Response release(Request request) {
        var id = request.parameter("id");
        var reporter = request.query("reporter").orElse("");
        HeldRetraction held = exchange.heldRetractions().stream()
                .filter(one -> one.id().equals(id) && one.reporter().hex().equals(reporter))
                .findFirst()
                .orElseThrow(() -> new Rejection("intel.unknown", "no retraction with that id is held"));
        defend.releaseRetraction(held, request.caller().name());
        return Response.json(Json.object().put("released", true));
    }
}
