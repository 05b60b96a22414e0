package org.tocsin.node.console;

import java.util.List;
import java.util.Map;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.http.Forms;
import org.tocsin.node.http.Router;
import org.tocsin.platform.auth.Access;
import org.tocsin.platform.auth.Permission;
import org.tocsin.platform.http.Request;
import org.tocsin.platform.http.Response;
import org.tocsin.platform.http.Route;

/** Log-in with a token, log-out. */
final class Door {
    private static final String ATTRIBUTES = "; Path=/; HttpOnly; Secure; SameSite=Strict; Max-Age=";

    private final Access access;
    private final Throttle throttle;
    private final String cookieName;

    Door(Access access, Clock clock, int port) {
        cookieName = Router.cookieName(port);
        this.access = access;
        throttle = new Throttle(clock);
    }

    List<Route> routes() {
        return List.of(
                Route.get("/login", Permission.NONE, this::show),
                Route.post("/login", Permission.NONE, this::enter),
                Route.post("/logout", Permission.READ, this::leave));
    }

    /** Somebody whose session stands already is let through. */
    private Response show(Request request) {
        var next = Local.path(request.query("next").orElse("/"));
        if (request.caller().may(Permission.READ)) {
            return Response.redirect(Local.encoded(next));
        }
        return page(next, "", 200, Map.of());
    }

    private Response enter(Request request) {
        if (request.headers().getOrDefault("sec-fetch-site", "").equals("cross-site")) {
            throw new Rejection("http.csrf", "the log-in form of another site can't be used here");
        }
        var next = Local.path(Forms.field(request, "next").orElse("/"));
        var wait = throttle.wait(request.source());
        if (!wait.isZero()) {
            long seconds = wait.toSeconds() + 1;
            return page(
                    next,
                    "Too many tries. Wait " + seconds + " s, then try again.",
                    429,
                    Map.of("retry-after", Long.toString(seconds)));
        }
        var token = Forms.field(request, "token").orElse("").strip();
        var cookie = access.logIn(token);
        if (cookie.isEmpty()) {
            throttle.failed(request.source());
            return page(
                    next,
                    "This token does not open the console. A token for feeds does not either; look at the role it was"
                            + " made with.",
                    401,
                    Map.of());
        }
        return new Response.Whole(
                303,
                "text/plain",
                Bytes.owning(new byte[0]),
                Map.of(
                        "location",
                        Local.encoded(next),
                        "set-cookie",
                        cookieName + "=" + cookie.get() + ATTRIBUTES + Access.SESSION.toSeconds()));
    }

    private Response leave(Request request) {
        Router.cookies(request.headers()).forEach(access::logOut);
        return new Response.Whole(
                303,
                "text/plain",
                Bytes.owning(new byte[0]),
                Map.of("location", "/login", "set-cookie", cookieName + "=" + ATTRIBUTES + 0));
    }

    private static Response page(String next, String problem, int status, Map<String, String> headers) {
        return Pages.html(LogInPageRenderer.of(), new LogInPage(Chrome.bare("Log in"), next, problem), status, headers);
    }
}
