package org.tocsin.platform.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.tocsin.kernel.Bytes;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;

/** What a route answers. */
public sealed interface Response {
    /** A whole answer. */
    record Whole(int status, String contentType, Bytes body, Map<String, String> headers) implements Response {}

    /** A stream of server-sent events that ends when the caller goes or the source closes. */
    record Events(Source source) implements Response {}

    /** Feeds a stream of server-sent events; runs on the request's own virtual thread. */
    @FunctionalInterface
    interface Source {
        void feed(Sink sink) throws InterruptedException;
    }

    /** Where events go; throws an unchecked exception once the caller has gone. */
    @FunctionalInterface
    interface Sink {
        void send(String event, String data);
    }

    static Response json(JsonNode node) {
        return json(200, node);
    }

    static Response json(int status, JsonNode node) {
        return new Whole(status, "application/json", Bytes.owning(Json.bytes(node)), Map.of());
    }

    static Response text(String text) {
        return new Whole(200, "text/plain; charset=utf-8", utf8(text), Map.of());
    }

    static Response html(String text) {
        return new Whole(200, "text/html; charset=utf-8", utf8(text), Map.of());
    }

    /** See-other, for forms. */
    static Response redirect(String location) {
        return new Whole(303, "text/plain", utf8(""), Map.of("location", location));
    }

    private static Bytes utf8(String text) {
        return Bytes.owning(text.getBytes(StandardCharsets.UTF_8));
    }
}
