package org.tocsin.platform.http;

import org.tocsin.platform.auth.Permission;

/**
 * One thing that the HTTP listener answers.
 *
 * @param path absolute, with {@code {name}} for parameters
 * @param permission what the caller must hold; {@link Permission#NONE} says openly that it needs nothing
 * @param mostBody largest accepted body in bytes; larger ones are answered with 413
 */
public record Route(Method method, String path, Permission permission, int mostBody, Handler handler) {
    /** What forms and commands take. */
    public static final int MOST_BODY = 1 << 20;

    /** HTTP methods that we use. */
    public enum Method {
        GET,
        POST,
        DELETE
    }

    /** Answers one request; may throw a Rejection, which becomes a problem of RFC 9457 with status 400. */
    @FunctionalInterface
    public interface Handler {
        Response answer(Request request);
    }

    public static Route get(String path, Permission permission, Handler handler) {
        return new Route(Method.GET, path, permission, 0, handler);
    }

    public static Route post(String path, Permission permission, Handler handler) {
        return new Route(Method.POST, path, permission, MOST_BODY, handler);
    }

    /** The same with another limit. */
    public Route taking(int most) {
        return new Route(method, path, permission, most, handler);
    }
}
