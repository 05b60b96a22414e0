package org.tocsin.platform.http;

import java.util.Map;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.json.Json;

/**
 * An error as RFC 9457 says it: what was refused, where, and what to do. Never a stack trace.
 *
 * @param code stable name that the docs explain, {@code area.what}
 */
public record Problem(int status, String code, String detail) {
    public static Problem of(int status, Rejection rejection) {
        return new Problem(status, rejection.code(), rejection.detail());
    }

    public Response response() {
        var body = Json.object()
                .put("type", "urn:tocsin:problem:" + code)
                .put("title", code)
                .put("status", status)
                .put("detail", detail);
        // RFC 9110, section 15.5.2: a 401 names how to come in
        var headers = status == 401 ? Map.of("www-authenticate", "Bearer") : Map.<String, String>of();
        return new Response.Whole(status, "application/problem+json", Bytes.owning(Json.bytes(body)), headers);
    }
}
