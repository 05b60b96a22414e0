package org.tocsin.exchange.stix;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.tocsin.exchange.AttackClass;
import org.tocsin.exchange.Statement;
import org.tocsin.kernel.Fingerprint;
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
            "created", matches(MINUTE),
            "modified", matches(MINUTE),
            "extensions", Schema::isExtension);

    private static final Map<String, Predicate<JsonNode>> INDICATOR = with(
            COMMON,
            Map.of(
                    "type",
                    is("indicator"),
                    "id",
                    isIdOf("indicator"),
                    "pattern",
                    Schema::isPattern,
                    "pattern_type",
                    is("stix"),
                    "valid_from",
                    matches(MINUTE),
                    "indicator_types",
                    types -> types.isArray()
                            && types.size() == 1
                            && is("malicious-activity").test(types.get(0))));

    private static final Map<String, Predicate<JsonNode>> RETRACTION =
            with(INDICATOR, Map.of("revoked", revoked -> revoked.isBoolean() && revoked.booleanValue()));

    private static final Map<String, Predicate<JsonNode>> SIGHTING = with(
            COMMON,
            Map.of(
                    "type",
                    is("sighting"),
                    "id",
                    isIdOf("sighting"),
                    "sighting_of_ref",
                    isIdOf("indicator").or(isIdOf("attack-pattern"))));

    private Schema() {}

    /**
     * Refuses ({@code schema.field}, {@code schema.missing}, {@code schema.size}) whatever is not of the form of its type, and
     * ({@code stix.id}) an id that was not made of what is said: else it would be 122 bits of anybody's choice.
     */
    public static void require(Statement.Type type, Fingerprint reporter, byte[] body) {
        SIZE.check(body.length);
        switch (type) {
            case INDICATOR -> {
                require(INDICATOR, Json.parse(body));
                var _ = StixReader.indicator(body, reporter);
            }
            case RETRACTION -> {
                require(RETRACTION, Json.parse(body));
                var _ = StixReader.indicator(body, reporter);
            }
            case SIGHTING -> {
                require(SIGHTING, Json.parse(body));
                var _ = StixReader.sighting(body, reporter);
            }
            case RENEWAL -> {
                if (!IndicatorId.isIdOf("indicator", StixReader.renewal(body))) {
                    throw new Rejection("schema.field", "a renewal is the id of an indicator and nothing else");
                }
            }
        }
    }

    /** Every field that stands there is one of the form, and every field of the form stands there. */
    private static void require(Map<String, Predicate<JsonNode>> form, JsonNode object) {
        for (var field : object.properties()) {
            var rule = form.get(field.getKey());
            if (rule == null || !rule.test(field.getValue())) {
                throw new Rejection(
                        "schema.field", "'" + Printable.of(field.getKey()) + "' must not leave this node in this form");
            }
        }
        for (var name : form.keySet()) {
            if (!object.has(name)) {
                throw new Rejection("schema.missing", "without '" + name + "' nothing of this type leaves this node");
            }
        }
    }

    private static Map<String, Predicate<JsonNode>> with(
            Map<String, Predicate<JsonNode>> form, Map<String, Predicate<JsonNode>> more) {
        var both = new TreeMap<>(form);
        both.putAll(more);
        return Map.copyOf(both);
    }

    private static Predicate<JsonNode> isIdOf(String type) {
        return node -> node.isString() && IndicatorId.isIdOf(type, node.stringValue());
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
