package org.tocsin.exchange.stix;

import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.tocsin.exchange.AttackClass;
import org.tocsin.exchange.Statement;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * All that may leave this node, and in which form: a field that does not stand here is refused, whoever wrote it, so that no
 * change of a writer can let a victim's name, address or device out. Source: ARCHITECTURE section 3; FORMATS, STIX profile.
 */
public final class Schema {
    private static final Limit SIZE = new Limit("schema.size", 16_384);
    /** A whole minute; a retraction is one millisecond newer than what it takes back. */
    private static final Pattern MINUTE = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:00\\.00[01]Z");

    private static final Map<String, Predicate<JsonNode>> COMMON = Map.of(
            "spec_version", is("2.1"),
            "id", matches(IndicatorId.FORM),
            "created", matches(MINUTE),
            "modified", matches(MINUTE),
            "extensions", Schema::isExtension);

    private static final Map<String, Predicate<JsonNode>> INDICATOR = Map.of(
            "type",
            is("indicator"),
            "pattern",
            Schema::isPattern,
            "pattern_type",
            is("stix"),
            "valid_from",
            matches(MINUTE),
            "indicator_types",
            types -> types.isArray()
                    && types.size() == 1
                    && is("malicious-activity").test(types.get(0)),
            "revoked",
            JsonNode::isBoolean);

    private static final Map<String, Predicate<JsonNode>> SIGHTING =
            Map.of("type", is("sighting"), "sighting_of_ref", matches(IndicatorId.FORM));

    private Schema() {}

    /** Refuses ({@code schema.field}, {@code schema.size}) whatever is not of the form of its type. */
    public static void require(Statement.Type type, byte[] body) {
        SIZE.check(body.length);
        switch (type) {
            case INDICATOR, RETRACTION -> require(INDICATOR, Json.parse(body));
            case SIGHTING -> require(SIGHTING, Json.parse(body));
            case RENEWAL -> {
                var _ = StixReader.renewal(body);
            }
        }
    }

    private static void require(Map<String, Predicate<JsonNode>> own, JsonNode object) {
        for (var field : object.properties()) {
            var rule = own.getOrDefault(field.getKey(), COMMON.get(field.getKey()));
            if (rule == null || !rule.test(field.getValue())) {
                throw new Rejection(
                        "schema.field", "'" + Printable.of(field.getKey()) + "' must not leave this node in this form");
            }
        }
        if (!object.has("type")) {
            throw new Rejection("schema.field", "an object without a type must not leave this node");
        }
    }

    private static Predicate<JsonNode> is(String text) {
        return node -> node.isString() && node.stringValue().equals(text);
    }

    private static Predicate<JsonNode> matches(Pattern pattern) {
        return node -> node.isString() && pattern.matcher(node.stringValue()).matches();
    }

    private static boolean isPattern(JsonNode node) {
        try {
            return node.isString()
                    && PatternText.of(PatternText.parse(node.stringValue())).equals(node.stringValue());
        } catch (Rejection other) {
            return false;
        }
    }

    private static boolean isExtension(JsonNode node) {
        var ours = node.path("x-tocsin");
        return node.size() == 1
                && ours.size() == 2
                && Set.of("observed", "relayed").contains(ours.path("kind").asString(""))
                && AttackClass.of(ours.path("class").asString("")).isPresent();
    }
}
