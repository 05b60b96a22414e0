package org.tocsin.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.exchange.stix.StixWriter;
import org.tocsin.kernel.Address;

/** Renewals and sightings refer to reports by ids; an id is 122 bits, and whoever speaks may invent them. */
final class InventedReferenceTest {
    private static final Address LOADER = Address.parse("203.0.113.7");
    private static final Subject SUBJECT = Subject.host(LOADER);
    private static final StixWriter ACME = new StixWriter(Pair.ACME);

    @TempDir
    Path folder;

    private Pair pair;
    private long index = 1_000_000;

    @BeforeEach
    void open() {
        pair = new Pair(folder);
    }

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void inventedReferencesBringNoVerdictNoReportAndNoRefusal() {
        var verdicts = new ArrayList<Verdict>();
        pair.beta.onVerdict(verdicts::add);
        for (int i = 0; i < 5_000; i++) {
            assertThat(hear(ACME.renewal(invented(i), SUBJECT))).isInstanceOf(Exchange.Heard.Taken.class);
            assertThat(hear(ACME.sighting(invented(i), SUBJECT, AttackClass.SCAN, pair.clock.minute())))
                    .isInstanceOf(Exchange.Heard.Taken.class);
        }
        assertThat(verdicts).isEmpty();
        assertThat(pair.beta.verdicts()).isEmpty();
        assertThat(pair.beta.reports(SUBJECT)).isEmpty();
    }

    /** Another's live report, another's sighting, one that is over: only whose word it is may renew it, while it is leased. */
    @Test
    void aRenewalOfAnothersReportKeepsNothingInForce() {
        var said = pair.report(LOADER);
        pair.pass(Duration.ofSeconds(110));
        var until = pair.beta.explain(SUBJECT).until();
        var other = org.tocsin.kernel.Fingerprint.hex("cc".repeat(32));
        pair.beta.admit(other, "other.example", other.hex(), false, false);
        pair.beta.hear(
                new Place(other, "log", 0),
                Statement.Type.RENEWAL.number(),
                false,
                ACME.renewal(said.id(), SUBJECT).body().toArray());
        assertThat(pair.beta.explain(SUBJECT).until()).isEqualTo(until);
        hear(ACME.renewal(said.id(), SUBJECT));
        assertThat(pair.beta.explain(SUBJECT).until()).as("its own reporter's").isAfter(until);
    }

    /** Digits of an id are room for an address and a MAC: what refers to nothing that is live here does not leave. */
    @Test
    void aVictimInTheDigitsOfAReferenceDoesNotLeave() {
        var said = pair.acme.observe(Pair.seen(LOADER)).statement().orElseThrow();
        for (var statement : List.of(
                ACME.renewal(invented(1), SUBJECT),
                ACME.sighting(invented(1), SUBJECT, AttackClass.SCAN, pair.clock.minute()))) {
            assertThatThrownBy(() -> pair.acme.requireShareable(statement.type(), statement.body()))
                    .hasMessageStartingWith("schema.reference: ");
        }
        for (var statement : List.of(
                ACME.renewal(said.id(), SUBJECT),
                ACME.sighting(said.id(), SUBJECT, AttackClass.SCAN, pair.clock.minute()))) {
            assertThatCode(() -> pair.acme.requireShareable(statement.type(), statement.body()))
                    .doesNotThrowAnyException();
        }
        var notice = pair.acme.notice(AttackClass.FLOOD).orElseThrow();
        assertThatCode(() -> pair.acme.requireShareable(Statement.Type.SIGHTING, notice.body()))
                .doesNotThrowAnyException();
    }

    /** Of the form that ids have here: a UUID of version 5. */
    private static String invented(int number) {
        return "indicator--" + new UUID(0x02000001000a_5000L, 0x8000_0000_0000_0000L | number).toString();
    }

    private Exchange.Heard hear(Statement said) {
        return pair.beta.hear(
                new Place(Pair.ACME, "log", index++),
                said.type().number(),
                false,
                said.body().toArray());
    }
}
