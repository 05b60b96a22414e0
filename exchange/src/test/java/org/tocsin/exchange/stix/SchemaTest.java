package org.tocsin.exchange.stix;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.exchange.AttackClass;
import org.tocsin.exchange.Statement;
import org.tocsin.exchange.Subject;
import org.tocsin.exchange.Victim;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborWriter;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.node.ObjectNode;

final class SchemaTest {
    private static final long MINUTE = 29_000_000;
    private static final Fingerprint SELF = Fingerprint.hex("ab".repeat(32));
    private static final StixWriter WRITER = new StixWriter(SELF);
    private static final List<Subject> SUBJECTS = List.of(
            Subject.host(Address.parse("198.41.0.9")),
            Subject.host(Address.parse("2001:500:88::9")),
            new Subject.Domain("loader.example"),
            new Subject.Url("http://loader.example/bins.sh"));

    @ParameterizedTest
    @EnumSource
    void allThatAWriterWritesMayLeave(AttackClass attack) {
        for (var subject : SUBJECTS) {
            var indicator = WRITER.indicator(subject, attack, MINUTE);
            for (var said : List.of(
                    indicator,
                    WRITER.retraction(subject, attack, MINUTE, MINUTE + 5),
                    WRITER.sighting(indicator.id(), subject, attack, MINUTE),
                    WRITER.renewal(indicator.id(), subject))) {
                assertThatCode(() ->
                                Schema.require(said.type(), SELF, said.body().shared()))
                        .doesNotThrowAnyException();
            }
        }
        assertThatCode(() -> Schema.require(
                        Statement.Type.SIGHTING,
                        SELF,
                        WRITER.notice(attack, MINUTE).body().shared()))
                .doesNotThrowAnyException();
    }

    private static void refused(Consumer<ObjectNode> change) {
        var body = (ObjectNode) Json.parse(WRITER.indicator(SUBJECTS.getFirst(), AttackClass.SCAN, MINUTE)
                .body()
                .toArray());
        change.accept(body);
        assertThatThrownBy(() -> Schema.require(Statement.Type.INDICATOR, SELF, Json.bytes(body)))
                .hasMessageStartingWith("schema.field: ");
    }

    @Test
    void aVictimInAFieldOfItsOwnDoesNotLeave() {
        refused(body -> body.put("victim", "acme camera 10.66.0.7"));
        refused(body -> body.put("description", "seen at the camera"));
        refused(body -> body.put("created_by_ref", "identity--" + "0".repeat(36)));
    }

    @Test
    void aVictimInsideAFieldThatMayLeaveDoesNot() {
        refused(body -> ((ObjectNode) body.path("extensions").path("x-tocsin")).put("device", "camera"));
        refused(body -> ((ObjectNode) body.path("extensions")).put("x-other", 1));
        refused(body -> body.put("pattern", "[ipv4-addr:value = '198.41.0.9'] AND [ipv4-addr:value = '10.66.0.7']"));
        refused(body -> body.set("indicator_types", Json.array().add("camera 10.66.0.7")));
        refused(body -> body.put("spec_version", "2.1 10.66.0.7"));
        refused(body -> body.put("id", "indicator--camera"));
        refused(body -> body.put("type", "camera"));
        refused(body -> body.put("revoked", false));
    }

    /** 122 bits of an id are room for an address and a MAC. */
    @Test
    void aVictimInTheDigitsOfAnIdDoesNotLeave() {
        for (var said : ofEachType()) {
            if (said.type() != Statement.Type.RENEWAL) {
                var body = object(said);
                var id = Json.text(body, "id");
                body.put("id", id.substring(0, id.length() - 12) + "02000001000a");
                assertThatThrownBy(() -> Schema.require(said.type(), SELF, Json.bytes(body)))
                        .as(said.type().word())
                        .hasMessageStartingWith("stix.id: ");
            }
        }
    }

    @Test
    void whatLacksAFieldOfItsTypeDoesNotLeave() {
        for (var said : ofEachType()) {
            for (var name : said.type() == Statement.Type.RENEWAL
                    ? Set.<String>of()
                    : object(said).propertyNames()) {
                var body = object(said);
                body.remove(name);
                assertThatThrownBy(() -> Schema.require(said.type(), SELF, Json.bytes(body)))
                        .as(said.type().word() + " without " + name)
                        .hasMessageStartingWith("schema.missing: ");
            }
        }
    }

    @Test
    void oneTypeDoesNotLeaveAsAnother() {
        for (var said : ofEachType()) {
            for (var other : Statement.Type.values()) {
                if (other != said.type()) {
                    assertThatThrownBy(() ->
                                    Schema.require(other, SELF, said.body().shared()))
                            .as(said.type().word() + " as " + other.word())
                            .isInstanceOf(Rejection.class);
                }
            }
        }
    }

    /** Whatever a careless writer adds, wherever it adds it. */
    @Test
    void victimsDataPlantedAnywhereInAStatementOfAnyTypeDoesNotLeave() {
        var random = new Random(20261126);
        for (int trial = 0; trial < 500; trial++) {
            for (var said : ofEachType()) {
                var planted = Victim.word(random);
                var body = said.type() == Statement.Type.RENEWAL
                        ? new CborWriter().text(planted).toArray()
                        : Json.bytes(planted(object(said), planted, random));
                assertThatThrownBy(() -> Schema.require(said.type(), SELF, body))
                        .as(said.type().word() + ": " + new String(body, StandardCharsets.UTF_8))
                        .isInstanceOf(Rejection.class);
            }
        }
    }

    private static ObjectNode planted(ObjectNode body, String word, Random random) {
        var names = List.copyOf(body.propertyNames());
        var name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(5)) {
            case 0 -> body.put(random.nextBoolean() ? "name" : word, word);
            case 1 -> body.put(name, word);
            case 2 -> body.put(name, body.path(name).asString("") + word);
            case 3 ->
                body.set(name, Json.array().add(body.path(name).deepCopy()).add(word));
            default -> ((ObjectNode) body.path("extensions").path("x-tocsin")).put("device", word);
        }
        return body;
    }

    private static List<Statement> ofEachType() {
        var subject = SUBJECTS.getFirst();
        var indicator = WRITER.indicator(subject, AttackClass.SCAN, MINUTE);
        return List.of(
                indicator,
                WRITER.sighting(indicator.id(), subject, AttackClass.SCAN, MINUTE),
                WRITER.retraction(subject, AttackClass.SCAN, MINUTE, MINUTE + 5),
                WRITER.renewal(indicator.id(), subject));
    }

    private static ObjectNode object(Statement said) {
        return (ObjectNode) Json.parse(said.body().toArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-26T17:05:31.000Z", "2026-11-26T17:05:00.123Z", "2026-11-26T17:05:00Z", "today"})
    void aMomentFinerThanAMinuteDoesNotLeave(String moment) {
        refused(body -> body.put("created", moment));
    }

    @Test
    void aRenewalIsAnIdAndNothingElse() {
        var free = new CborWriter().text("the camera at 10.66.0.7").toArray();
        assertThatThrownBy(() -> Schema.require(Statement.Type.RENEWAL, SELF, free))
                .hasMessageStartingWith("stix.id: ");
        var more = new CborWriter()
                .text("indicator--" + "0".repeat(36))
                .text("10.66.0.7")
                .toArray();
        assertThatThrownBy(() -> Schema.require(Statement.Type.RENEWAL, SELF, more))
                .hasMessageStartingWith("cbor.");
    }

    @Test
    void whatIsTooLargeDoesNotLeave() {
        assertThatThrownBy(() -> Schema.require(Statement.Type.SIGHTING, SELF, new byte[16_385]))
                .hasMessageStartingWith("schema.size: ");
    }
}
