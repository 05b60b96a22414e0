package org.tocsin.node.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.auth.Access;
import org.tocsin.platform.auth.Caller;
import org.tocsin.platform.auth.Permission;
import org.tocsin.platform.http.Problem;
import org.tocsin.platform.http.Request;
import org.tocsin.platform.http.Response;
import org.tocsin.platform.http.Route;
import org.tocsin.platform.json.Json;

/**
 * Finds the route, asks who calls, lets in who may. A body is read only after that, so that a stranger can't make the node hold
 * anything. A caller that came by cookie must repeat its session's CSRF token on whatever changes something.
 */
public final class Router {
    /** Name of the session cookie, followed by the port where it is not the usual one. */
    public static final String COOKIE = "tocsin_session";

    private static final int USUAL_PORT = 8443;

    private final List<Route> routes;
    private final Face face;
    private final Callers callers;
    private final boolean started;

    public Router(List<Route> routes, Access access, Face face) {
        this(routes, face, headers -> caller(access, headers), true);
    }

    private Router(List<Route> routes, Face face, Callers callers, boolean started) {
        this.routes = List.copyOf(routes);
        this.face = face;
        this.callers = callers;
        this.started = started;
    }

    /**
     * Answers the health page while the node is being wired.
     *
     * @param statics what the page that says so is drawn with
     */
    public static Router starting(List<Route> statics, Face face) {
        var routes = new ArrayList<>(statics);
        routes.add(Route.get(
                "/api/v1/health",
                Permission.NONE,
                _ -> Response.json(Json.object().put("status", "starting"))));
        return new Router(routes, face, _ -> Caller.STRANGER, false);
    }

    /** Shows a refusal to a person. */
    @FunctionalInterface
    public interface Face {
        Response of(Problem problem);
    }

    /** Tells who calls. */
    private interface Callers {
        Caller of(Map<String, String> headers);
    }

    /** A request as it arrives. */
    public interface Incoming {
        String method();

        /** As it came, not decoded; begins with a slash. */
        String path();

        Map<String, String> query();

        /** Names in lower case. */
        Map<String, String> headers();

        Bytes body(int most);

        /** The IP address that the connection comes from. */
        String source();
    }

    /** All routes, for those who check that each names its permission. */
    public List<Route> routes() {
        return routes;
    }

    public Response answer(Incoming incoming) {
        var found = find(incoming);
        var headers = incoming.headers();
        var caller = callers.of(headers);
        var permission = found.route().permission();
        if (!caller.may(permission)) {
            return denied(incoming, caller, permission);
        }
        boolean changes = found.route().method() != Route.Method.GET;
        var body = changes ? incoming.body(found.route().mostBody()) : Bytes.owning(new byte[0]);
        var request = new Request(
                caller, incoming.path(), found.parameters(), incoming.query(), headers, body, incoming.source());
        if (changes && !caller.session().isEmpty()) {
            requireCsrf(request);
        }
        return found.route().handler().answer(request);
    }

    /** A refusal, in the form that the caller reads: a page for browsers, RFC 9457 for machines. */
    public Response refuse(Incoming incoming, Problem problem) {
        boolean page = reads(incoming) && !incoming.path().startsWith("/api/");
        return page ? face.of(problem) : problem.response();
    }

    private static boolean reads(Incoming incoming) {
        return incoming.headers().getOrDefault("accept", "").contains("text/html");
    }

    private record Found(Route route, Map<String, String> parameters) {}

    private Found find(Incoming incoming) {
        boolean known = false;
        for (var route : routes) {
            var parameters = PathPattern.match(route.path(), incoming.path());
            if (parameters.isPresent()) {
                known = true;
                if (route.method().name().equals(method(incoming))) {
                    return new Found(route, parameters.get());
                }
            }
        }
        if (!started) {
            throw new Rejection("http.starting", "the node is starting; try again in a second");
        }
        throw known
                ? new Rejection("http.method", incoming.method() + " is not answered here")
                : new Rejection("http.not-found", "nothing is here; docs/api.md lists what there is");
    }

    /** HEAD is GET whose body is kept back by whoever sends the answer (RFC 9110, section 9.3.2). */
    private static String method(Incoming incoming) {
        return incoming.method().equals("HEAD") ? "GET" : incoming.method();
    }

    private static Caller caller(Access access, Map<String, String> headers) {
        var authorization = headers.getOrDefault("authorization", "");
        if (authorization.startsWith("Bearer ")) {
            return access.byToken(authorization.substring(7).strip());
        }
        return cookies(headers).stream()
                .map(access::byCookie)
                .filter(caller -> !caller.equals(Caller.STRANGER))
                .findFirst()
                .orElse(Caller.STRANGER);
    }

    /** What a node's session cookie is called. Cookies know no ports: several nodes on one machine must not log each other out. */
    public static String cookieName(int port) {
        return port == USUAL_PORT ? COOKIE : COOKIE + "_" + port;
    }

    /** The values of all session cookies, of this node and of others on the same machine. */
    public static List<String> cookies(Map<String, String> headers) {
        var values = new ArrayList<String>();
        for (var pair : List.of(headers.getOrDefault("cookie", "").split(";", -1))) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().startsWith(COOKIE)) {
                values.add(pair.substring(equals + 1).strip());
            }
        }
        return values;
    }

    /** A person without a session is led to the log-in page; a machine is told. */
    private static Response denied(Incoming incoming, Caller caller, Permission permission) {
        if (caller.equals(Caller.STRANGER)) {
            if (method(incoming).equals("GET") && reads(incoming)) {
                var next = incoming.path().equals("/") ? "" : "?next=" + encoded(incoming.path());
                return Response.redirect("/login" + next);
            }
            throw unauthenticated(incoming.headers());
        }
        throw new Rejection("http.forbidden", "this takes the permission " + permission.name());
    }

    /**
     * Whether nothing came or something that opens nothing. That tells a guesser no more than the 401 does: tokens are found by
     * their hash, whichever byte is wrong.
     */
    private static Rejection unauthenticated(Map<String, String> headers) {
        var authorization = headers.getOrDefault("authorization", "");
        if (authorization.startsWith("Bearer ")) {
            return new Rejection(
                    "auth.unknown", "this token is not known here: it was mistyped, revoked, or is another node's");
        }
        if (!authorization.isEmpty()) {
            return new Rejection("auth.missing", "the authorization header must read: Bearer TOKEN");
        }
        return cookies(headers).isEmpty()
                ? new Rejection("auth.missing", "a bearer token or a session belongs to this request")
                : new Rejection("auth.unknown", "this session has ended; log in again");
    }

    private static String encoded(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    private static void requireCsrf(Request request) {
        var shown = new ArrayList<String>();
        shown.add(request.headers().getOrDefault("x-csrf-token", ""));
        Forms.field(request, "csrf").ifPresent(shown::add);
        var expected = request.caller().session().getBytes(StandardCharsets.UTF_8);
        if (shown.stream().noneMatch(one -> MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), expected))) {
            throw new Rejection("http.csrf", "the form is not of this session; load the page again");
        }
    }
}
