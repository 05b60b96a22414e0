package org.tocsin.platform.http;

import org.tocsin.platform.auth.Permission;

/**
 * One thing that the HTTP listener answers.
 *
 * @param path absolute, with {@code {name}} for parameters
 * @param permission what the caller must hold; {@link Permission#NONE} says openly that it needs nothing
 */
public record Route(Method method, String path, Permission permission, Handler handler) {
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
        return new Route(Method.GET, path, permission, handler);
    }

    public static Route post(String path, Permission permission, Handler handler) {
        return new Route(Method.POST, path, permission, handler);
    }
}
