package org.tocsin.exchange.stix;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.tocsin.exchange.AttackClass;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * Reads what another member says. The reporter is the log's organisation: an object whose id was made for another one is refused,
 * so nobody can speak, or take back, in another's name. Unknown fields are ignored. Source: FORMATS, STIX profile.
 */
public final class StixReader {
    private static final Limit SIZE = new Limit("stix.size", 16_384);

    private StixReader() {}

    /** An indicator, or the same one revoked. */
    public record Indicator(String id, Subject subject, AttackClass attack, boolean observed, boolean revoked) {}

    /**
     * A sighting; the subject is that of the indicator it names.
     *
     * @param indicator that it names, or its class of attack when it names nobody
     */
    public record Sighting(String id, String indicator, AttackClass attack, boolean observed) {
        /** Whether it tells of a class of attack alone. */
        public boolean namesNobody() {
            return indicator.equals(IndicatorId.ofClass(attack));
        }
    }

    public static Indicator indicator(byte[] body, Fingerprint reporter) {
        var object = object(body, "indicator");
        if (!"stix".equals(Json.text(object, "pattern_type"))) {
            throw new Rejection("stix.pattern-type", "circles share STIX patterns only");
        }
        var pattern = Json.text(object, "pattern");
        var subject = PatternText.parse(pattern);
        var id = Json.text(object, "id");
        if (!id.equals(IndicatorId.of(pattern, reporter))) {
            throw new Rejection("stix.id", "the id was not made of this pattern and this reporter");
        }
        boolean revoked = object.path("revoked").asBoolean(false);
        return new Indicator(id, subject, attack(object), observed(object), revoked);
    }

    /**
     * A sighting. Its id must have been made of what it says: with an id of one's own choice one could take the place of another
     * member's indicator, and have every later sighting of that count against whom one likes.
     */
    public static Sighting sighting(byte[] body, Fingerprint reporter) {
        var object = object(body, "sighting");
        var id = Json.text(object, "id");
        var indicator = limited(Json.text(object, "sighting_of_ref"));
        var attack = attack(object);
        if (!indicator.startsWith("indicator--") && !indicator.equals(IndicatorId.ofClass(attack))) {
            throw new Rejection("stix.ref", "circles share sightings of indicators, and of their own class, only");
        }
        if (!id.equals(IndicatorId.sighting(indicator, reporter, minute(Json.text(object, "created"))))) {
            throw new Rejection("stix.id", "the id was not made of this indicator, this reporter and this minute");
        }
        return new Sighting(id, indicator, attack, observed(object));
    }

    private static long minute(String time) {
        try {
            return Instant.parse(time).getEpochSecond() / 60;
        } catch (DateTimeParseException e) {
            throw new Rejection("stix.time", "a time of RFC 3339 belongs here");
        }
    }

    public static String renewal(byte[] body) {
        var in = new CborReader(body);
        var id = limited(in.text());
        in.end();
        return id;
    }

    private static JsonNode object(byte[] body, String type) {
        SIZE.check(body.length);
        var object = Json.parse(body);
        if (!type.equals(Json.text(object, "type"))) {
            throw new Rejection("stix.type", "an object of type " + type + " belongs in this entry");
        }
        if (object.has("created_by_ref")) {
            throw new Rejection(
                    "stix.author", "the reporter is the log's organisation; an object may not name another");
        }
        return object;
    }

    private static AttackClass attack(JsonNode object) {
        var word = Json.text(object.path("extensions").path("x-tocsin"), "class");
        return AttackClass.of(word)
                .orElseThrow(() ->
                        new Rejection("stix.class", "'" + Printable.of(word) + "' is no attack class known here"));
    }

    private static boolean observed(JsonNode object) {
        return switch (Json.text(object.path("extensions").path("x-tocsin"), "kind")) {
            case "observed" -> true;
            case "relayed" -> false;
            default -> throw new Rejection("stix.kind", "a report is observed or relayed");
        };
    }

    private static String limited(String id) {
        if (!IndicatorId.FORM.matcher(id).matches()) {
            throw new Rejection("stix.id", "not a STIX id");
        }
        return id;
    }
}
