package org.tocsin.exchange.http;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.tocsin.exchange.Action;
import org.tocsin.exchange.Exchange;
import org.tocsin.exchange.ImportedLists;
import org.tocsin.exchange.Report;
import org.tocsin.exchange.Subject;
import org.tocsin.exchange.Verdict;
import org.tocsin.exchange.feed.FeedWriter;
import org.tocsin.exchange.feed.VerdictJson;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.Span;
import org.tocsin.platform.auth.Permission;
import org.tocsin.platform.http.Request;
import org.tocsin.platform.http.Response;
import org.tocsin.platform.http.Route;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;

/** Verdicts, imports and feeds over HTTP. */
public final class ExchangeRoutes {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    /** A block list of a million lines and more. */
    private static final int MOST_LIST = 64 << 20;

    private final Exchange exchange;
    private final Clock clock;

    public ExchangeRoutes(Exchange exchange, Clock clock) {
        this.exchange = exchange;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/verdicts", Permission.READ, this::verdicts),
                Route.get("/api/v1/verdicts/{subject}", Permission.READ, this::explain),
                Route.post("/api/v1/verdicts/{subject}/allow", Permission.OPERATE, this::allow),
                Route.post("/api/v1/verdicts/{subject}/disallow", Permission.OPERATE, this::disallow),
                Route.get("/api/v1/imports", Permission.READ, this::imports),
                Route.post("/api/v1/imports/{name}", Permission.OPERATE, this::add)
                        .taking(MOST_LIST),
                Route.post("/api/v1/imports/{name}/remove", Permission.OPERATE, this::remove),
                Route.get("/feed/blocklist.txt", Permission.FEED, _ -> plain()),
                Route.get("/feed/blocklist.json", Permission.FEED, _ -> json()));
    }

    private Response verdicts(Request request) {
        boolean all = request.query("all").isPresent();
        var shown = exchange.verdicts().stream()
                .filter(verdict -> all || verdict.inForce() || isAllowed(verdict))
                .toList();
        return Response.json(Json.object().set("verdicts", Json.array(shown, VerdictJson::of)));
    }

    /** What a person lets in is in force like what is kept out. */
    private boolean isAllowed(Verdict verdict) {
        return verdict.basis() == Verdict.Basis.ALLOWED && clock.now().isBefore(verdict.until());
    }

    private Response explain(Request request) {
        var subject = Subject.parse(request.parameter("subject"));
        var body = Json.object();
        body.set("verdict", VerdictJson.of(exchange.explain(subject)));
        body.set("reports", Json.array(exchange.reports(subject), ExchangeRoutes::report));
        if (subject instanceof Subject.Host(var prefix)) {
            exchange.imports()
                    .naming(prefix.address(), clock.now())
                    .ifPresent(list -> body.put("imported", list.name()));
            exchange.imports().sparing(prefix.address(), clock.now()).ifPresent(why -> body.put("spared", why));
        }
        exchange.besides(subject).propertyStream().forEach(more -> body.set(more.getKey(), more.getValue()));
        return Response.json(body);
    }

    private static JsonNode report(Report report) {
        return Json.object()
                .put("id", report.id())
                .put("reporter", report.reporter().toString())
                .put("class", report.attack().word())
                .put("kind", report.observed() ? "observed" : "relayed")
                .put("received", report.received().toString());
    }

    private Response allow(Request request) {
        var subject = Subject.parse(request.parameter("subject"));
        var until = clock.now().plus(span(request, "7d"));
        var _ = exchange.allow(subject, request.caller().name(), until);
        return Response.json(VerdictJson.of(exchange.explain(subject)));
    }

    /** {@code for=12h}; whole days may be given as {@code days=7}. */
    private static Duration span(Request request, String usual) {
        var text = request.query("for")
                .or(() -> request.query("days").map(days -> days + "d"))
                .orElse(usual);
        var span = Span.parse(text);
        if (span.compareTo(SHORTEST) < 0 || span.compareTo(LONGEST) > 0) {
            throw new Rejection("verdict.span", "a minute to 365 days, and " + text + " was given");
        }
        return span;
    }

    /** Answers what holds from now on: an imported list may name what nobody reports. */
    private Response disallow(Request request) {
        var subject = Subject.parse(request.parameter("subject"));
        var _ = exchange.disallow(subject);
        return Response.json(VerdictJson.of(exchange.explain(subject)));
    }

    private Response imports(Request request) {
        return Response.json(
                Json.object().set("imports", Json.array(exchange.imports().live(clock.now()), list -> Json.object()
                        .put("name", list.name())
                        .put("action", list.action().name().toLowerCase(Locale.ROOT))
                        .put("until", list.until().toString())
                        .put("entries", list.entries().size()))));
    }

    private Response add(Request request) {
        var action = action(request.query("action").orElse("block"));
        var until = clock.now().plus(span(request, "1d"));
        var done = exchange.importList(
                request.parameter("name"),
                action,
                until,
                request.body().shared(),
                request.query("strict").isPresent());
        return Response.json(importJson(done));
    }

    private Response remove(Request request) {
        var name = request.parameter("name");
        exchange.removeImport(name);
        return Response.json(Json.object().put("name", name).put("removed", true));
    }

    private static JsonNode importJson(ImportedLists.Import done) {
        var refused = Json.array();
        done.refused().forEach(refused::add);
        var spared = Json.array();
        done.sparedEntries().forEach(spared::add);
        var json = Json.object()
                .put("name", done.list().name())
                .put("lines", done.lines())
                .put("entries", done.list().entries().size())
                .put("spared", done.spared())
                .put("refused", done.refusedCount());
        json.set("refusedLines", refused);
        json.set("sparedEntries", spared);
        return json;
    }

    private static Action action(String word) {
        return switch (word) {
            case "watch" -> Action.WATCH;
            case "throttle" -> Action.THROTTLE;
            case "refuse-new" -> Action.REFUSE_NEW;
            case "block" -> Action.BLOCK;
            default ->
                throw new Rejection(
                        "import.action", "'" + Printable.of(word) + "' is none of watch, throttle, refuse-new, block");
        };
    }

    private Response plain() {
        var now = clock.now();
        return Response.text(
                FeedWriter.plain(exchange.verdicts(), exchange.imports().live(now), now));
    }

    private Response json() {
        var now = clock.now();
        return Response.json(
                FeedWriter.json(exchange.verdicts(), exchange.imports().live(now), now));
    }
}
