package org.tocsin.node.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.Span;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.flow.Judge;
import org.tocsin.node.flow.Retell;
import org.tocsin.node.incident.Captures;
import org.tocsin.node.incident.Feedback;
import org.tocsin.node.incident.FrameLine;
import org.tocsin.node.incident.Incident;
import org.tocsin.node.incident.Incidents;
import org.tocsin.node.incident.State;
import org.tocsin.platform.auth.Permission;
import org.tocsin.platform.http.Request;
import org.tocsin.platform.http.Response;
import org.tocsin.platform.http.Route;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Incidents: what belongs together, the story of each, and what people say about it. */
public final class IncidentRoutes {
    private static final int MOST_SHOWN = 1_000;

    private final Incidents incidents;
    private final Captures captures;
    private final Retell retell;
    private final Judge judge;
    private final Clock clock;

    public IncidentRoutes(Incidents incidents, Captures captures, Retell retell, Judge judge, Clock clock) {
        this.incidents = incidents;
        this.captures = captures;
        this.retell = retell;
        this.judge = judge;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/incidents", Permission.READ, this::list),
                Route.get("/api/v1/incidents/{id}", Permission.READ, this::show),
                Route.get("/api/v1/incidents/{id}/packets", Permission.OPERATE, this::packets),
                Route.post("/api/v1/incidents/{id}/feedback", Permission.OPERATE, this::feedback));
    }

    private Response list(Request request) {
        var now = clock.now();
        var wanted = request.query("state").map(State::of);
        var all = incidents.all();
        var shown = all.stream()
                .filter(one -> wanted.map(one.state(now)::equals).orElse(true))
                .limit(MOST_SHOWN)
                .toList();
        var answer = Json.object().put("kept", all.size()).put("most", Incidents.MOST);
        return Response.json(answer.set("incidents", Json.array(shown, one -> one.json(now))));
    }

    private Response show(Request request) {
        return Response.json(story(incidents.get(request.parameter("id"))));
    }

    private ObjectNode story(Incident incident) {
        var story = retell.of(incident);
        var json = incident.json(clock.now())
                .put("happened", story.happened())
                .put("because", story.because())
                .put("doing", story.doing())
                .put("until", story.until().map(Instant::toString).orElse(null))
                .put("can", story.can())
                .put("linesLeft", story.left());
        json.set("lines", Json.array(story.lines(), Beat::json));
        return json.set("packets", Json.array(captures.lines(incident.id()), FrameLine::json));
    }

    /** What was said stands in them: not for everybody who may read. */
    private Response packets(Request request) {
        return download(captures, incidents.get(request.parameter("id")));
    }

    /** The capture file of an incident; refused ({@code incident.no-packets}) if none is kept. */
    public static Response download(Captures captures, Incident incident) {
        var file = captures.read(incident.id())
                .orElseThrow(() -> new Rejection(
                        "incident.no-packets",
                        incident.seen().tapped()
                                ? "no packets of this incident are kept any more"
                                : "only minipots saw this incident; they keep no packets"));
        return new Response.Whole(
                200,
                "application/vnd.tcpdump.pcap",
                file,
                Map.of(
                        "content-disposition",
                        "attachment; filename=\"" + incident.id() + ".pcap\"",
                        "cache-control",
                        "no-store"));
    }

    private Response feedback(Request request) {
        var body = request.json();
        var asked = new Judge.Asked(
                Feedback.Word.of(Json.text(body, "word")),
                span(body.path("for").asString("")),
                body.path("kind").asString(""),
                body.path("peer").asString(""),
                whole(body, "port"),
                body.path("note").asString(""));
        var judged = judge.on(request.parameter("id"), asked, request.caller().name());
        return Response.json(judged.incident()
                .json(clock.now())
                .put("advice", judged.advice())
                .put("cutOff", judged.cutOff()));
    }

    private static Duration span(String text) {
        return text.isEmpty() ? Duration.ZERO : Span.parse(text);
    }

    private static int whole(JsonNode body, String field) {
        var value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return 0;
        }
        long number = Json.number(body, field);
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new Rejection("json.field", "'" + field + "' must be a whole number that is not negative");
        }
        return (int) number;
    }
}
