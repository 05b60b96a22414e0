package org.tocsin.exchange.stix;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.exchange.AttackClass;
import org.tocsin.exchange.Statement;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Fingerprint;
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
                assertThatCode(() -> Schema.require(said.type(), said.body().shared()))
                        .doesNotThrowAnyException();
            }
        }
        assertThatCode(() -> Schema.require(
                        Statement.Type.SIGHTING,
                        WRITER.notice(attack, MINUTE).body().shared()))
                .doesNotThrowAnyException();
    }

    private static void refused(Consumer<ObjectNode> change) {
        var body = (ObjectNode) Json.parse(WRITER.indicator(SUBJECTS.getFirst(), AttackClass.SCAN, MINUTE)
                .body()
                .toArray());
        change.accept(body);
        assertThatThrownBy(() -> Schema.require(Statement.Type.INDICATOR, Json.bytes(body)))
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
        refused(body -> body.remove("type"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-26T17:05:31.000Z", "2026-11-26T17:05:00.123Z", "2026-11-26T17:05:00Z", "today"})
    void aMomentFinerThanAMinuteDoesNotLeave(String moment) {
        refused(body -> body.put("created", moment));
    }

    @Test
    void aRenewalIsAnIdAndNothingElse() {
        var free = new CborWriter().text("the camera at 10.66.0.7").toArray();
        assertThatThrownBy(() -> Schema.require(Statement.Type.RENEWAL, free)).hasMessageStartingWith("stix.id: ");
        var more = new CborWriter()
                .text("indicator--" + "0".repeat(36))
                .text("10.66.0.7")
                .toArray();
        assertThatThrownBy(() -> Schema.require(Statement.Type.RENEWAL, more)).hasMessageStartingWith("cbor.");
    }

    @Test
    void whatIsTooLargeDoesNotLeave() {
        assertThatThrownBy(() -> Schema.require(Statement.Type.SIGHTING, new byte[16_385]))
                .hasMessageStartingWith("schema.size: ");
    }
}
