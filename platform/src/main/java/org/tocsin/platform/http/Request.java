package org.tocsin.platform.http;

import java.util.Map;
import java.util.Optional;
import org.tocsin.kernel.Bytes;
import org.tocsin.platform.auth.Caller;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * A request whose caller is known and allowed.
 *
 * @param parameters of the path, decoded
 * @param query decoded; the first value of a repeated name
 * @param headers names in lower case
 * @param body at most as large as its route takes
 * @param source who connects: an IP address, for throttles; empty when it is not known
 */
public record Request(
        Caller caller,
        String path,
        Map<String, String> parameters,
        Map<String, String> query,
        Map<String, String> headers,
        Bytes body,
        String source) {
    public String parameter(String name) {
        var value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route's path has no {" + name + "}");
        }
        return value;
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    public JsonNode json() {
        return Json.parse(body.shared());
    }
}
