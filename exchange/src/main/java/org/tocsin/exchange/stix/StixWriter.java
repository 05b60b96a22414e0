package org.tocsin.exchange.stix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.erdtman.jcs.JsonCanonicalizer;
import org.tocsin.exchange.AttackClass;
import org.tocsin.exchange.Notice;
import org.tocsin.exchange.Statement;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.cbor.CborWriter;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes the statements of a circle. Every field is built here from a subject, a class and a minute: there is no way for a
 * victim's name, address or device to get in. Source: FORMATS, STIX profile; STIX 2.1; RFC 8785.
 */
public final class StixWriter {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Fingerprint reporter;

    public StixWriter(Fingerprint reporter) {
        this.reporter = reporter;
    }

    /**
     * The own word about a subject.
     *
     * @param minute of the observation, whole minutes since 1970
     */
    public Statement indicator(Subject subject, AttackClass attack, long minute) {
        var body = indicatorObject(subject, attack, minute, 0);
        return new Statement(Statement.Type.INDICATOR, Json.text(body, "id"), subject, canonical(body));
    }

    /** The own indicator again, revoked, one version later. */
    public Statement retraction(Subject subject, AttackClass attack, long created, long minute) {
        var body = indicatorObject(subject, attack, created, 0).put("revoked", true);
        body.put("modified", time(Math.max(created, minute), 1));
        return new Statement(Statement.Type.RETRACTION, Json.text(body, "id"), subject, canonical(body));
    }

    /** "Seen here too", of another member's live indicator. */
    public Statement sighting(String indicator, Subject subject, AttackClass attack, long minute) {
        var body = sightingObject(indicator, attack, minute);
        return new Statement(Statement.Type.SIGHTING, Json.text(body, "id"), subject, canonical(body));
    }

    /** "Attacks of this class come in here", of nobody. */
    public Notice notice(AttackClass attack, long minute) {
        var body = sightingObject(IndicatorId.ofClass(attack), attack, minute);
        return new Notice(Json.text(body, "id"), attack, canonical(body));
    }

    private ObjectNode sightingObject(String of, AttackClass attack, long minute) {
        var body = Json.object()
                .put("type", "sighting")
                .put("spec_version", "2.1")
                .put("id", IndicatorId.sighting(of, reporter, minute))
                .put("created", time(minute, 0))
                .put("modified", time(minute, 0))
                .put("sighting_of_ref", of);
        body.set("extensions", extension(attack));
        return body;
    }

    /** "It still attacks", of the own indicator. */
    public Statement renewal(String indicator, Subject subject) {
        var body = new CborWriter().text(indicator).toArray();
        return new Statement(Statement.Type.RENEWAL, indicator, subject, Bytes.owning(body));
    }

    private ObjectNode indicatorObject(Subject subject, AttackClass attack, long minute, int version) {
        var pattern = PatternText.of(subject);
        var body = Json.object()
                .put("type", "indicator")
                .put("spec_version", "2.1")
                .put("id", IndicatorId.of(pattern, reporter))
                .put("created", time(minute, 0))
                .put("modified", time(minute, version))
                .put("pattern", pattern)
                .put("pattern_type", "stix")
                .put("valid_from", time(minute, 0));
        body.set("indicator_types", Json.array().add("malicious-activity"));
        body.set("extensions", extension(attack));
        return body;
    }

    private static ObjectNode extension(AttackClass attack) {
        var fields = Json.object().put("class", attack.word()).put("kind", "observed");
        return Json.object().set("x-tocsin", fields);
    }

    private static String time(long minute, int version) {
        return TIME.format(Instant.ofEpochSecond(minute * 60).plusMillis(version));
    }

    private static Bytes canonical(ObjectNode body) {
        try {
            return Bytes.owning(new JsonCanonicalizer(Json.bytes(body)).getEncodedUTF8());
        } catch (IOException e) {
            throw new UncheckedIOException("what Jackson wrote is JSON", e);
        }
    }
}
