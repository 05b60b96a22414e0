package org.tocsin.node.http;

import java.util.List;
import java.util.Locale;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.auth.Access;
import org.tocsin.platform.auth.Permission;
import org.tocsin.platform.auth.Role;
import org.tocsin.platform.http.Request;
import org.tocsin.platform.http.Response;
import org.tocsin.platform.http.Route;
import org.tocsin.platform.json.Json;

/** The tokens that open API, console and feeds. */
public final class TokenRoutes {
    private final Access access;

    public TokenRoutes(Access access) {
        this.access = access;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/tokens", Permission.ADMIN, _ -> list()),
                Route.post("/api/v1/tokens", Permission.ADMIN, this::create),
                Route.post("/api/v1/tokens/{name}/revoke", Permission.ADMIN, this::revoke));
    }

    private Response list() {
        return Response.json(Json.object().set("tokens", Json.array(access.tokens(), token -> Json.object()
                .put("name", token.name())
                .put("role", token.role().name().toLowerCase(Locale.ROOT))
                .put("created", token.created().toString()))));
    }

    private Response create(Request request) {
        var body = request.json();
        var name = Json.text(body, "name");
        if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new Rejection("token.name", "letters, digits, dot, underscore and hyphen, at most 64");
        }
        var role =
                switch (Json.text(body, "role").toUpperCase(Locale.ROOT)) {
                    case "FEED" -> Role.FEED;
                    case "READER" -> Role.READER;
                    case "OPERATOR" -> Role.OPERATOR;
                    case "ADMIN" -> Role.ADMIN;
                    default -> throw new Rejection("token.role", "feed, reader, operator or admin");
                };
        return Response.json(Json.object().put("name", name).put("token", issued(name, role)));
    }

    /** A name in use is refused: the store would replace its token, and whoever holds that one would be shut out unasked. */
    private synchronized String issued(String name, Role role) {
        if (access.tokens().stream().anyMatch(token -> token.name().equals(name))) {
            throw new Rejection(
                    "token.exists",
                    "a token has that name; end it with token revoke " + name + ", or take another name");
        }
        return access.issue(name, role);
    }

    private Response revoke(Request request) {
        var name = request.parameter("name");
        access.revoke(name);
        return Response.json(Json.object().put("name", name).put("revoked", true));
    }
}
