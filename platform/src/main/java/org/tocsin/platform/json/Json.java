package org.tocsin.platform.json;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.Function;
import org.tocsin.kernel.Rejection;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes JSON trees, with limits. Repeated keys are refused: two readers must not see two values. */
public final class Json {
    /** Deepest accepted nesting. */
    public static final int MOST_DEPTH = 32;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_DEPTH)
                            .maxStringLength(1 << 20)
                            .maxNumberLength(100)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** An array of what {@code each} makes of the items. */
    public static <T> ArrayNode array(Collection<T> items, Function<T, JsonNode> each) {
        var array = array();
        items.forEach(item -> array.add(each.apply(item)));
        return array;
    }

    /** Refuses what is no JSON, is too deep, or names a key twice. */
    public static JsonNode parse(byte[] utf8) {
        try {
            var node = MAPPER.readTree(utf8);
            if (node == null || node.isMissingNode()) {
                throw new Rejection("json.empty", "a JSON value is missing");
            }
            return node;
        } catch (JacksonException e) {
            throw new Rejection("json.syntax", e.getOriginalMessage());
        }
    }

    public static JsonNode parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** On one line, UTF-8. */
    public static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    /** On one line. */
    public static String text(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    /** A text field that must be there. */
    public static String text(JsonNode object, String field) {
        var value = object.path(field);
        if (!value.isString()) {
            throw new Rejection("json.field", "'" + field + "' must be text");
        }
        return value.stringValue();
    }

    /** A whole number that must be there. */
    public static long number(JsonNode object, String field) {
        var value = object.path(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new Rejection("json.field", "'" + field + "' must be a whole number");
        }
        return value.longValue();
    }
}
