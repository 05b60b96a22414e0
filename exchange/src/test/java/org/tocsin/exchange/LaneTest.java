package org.tocsin.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.exchange.Verdict.Basis;
import org.tocsin.exchange.stix.StixWriter;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Fingerprint;

/** The fast lane across a restart of the receiver. */
final class LaneTest {
    private static final Address ATTACKER = Address.parse("203.0.113.7");

    @TempDir
    Path folder;

    private Pair pair;

    @BeforeEach
    void open() {
        pair = new Pair(folder);
    }

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void aRestartDoesNotLetAnAttackerInNorKeepItOutLonger() {
        pair.report(ATTACKER);
        var until = pair.clock.now().plus(Duration.ofMinutes(2));
        pair.pass(Duration.ofSeconds(60));
        assertThat(pair.restart(false)).singleElement().satisfies(told -> {
            assertThat(told.action()).isEqualTo(Action.REFUSE_NEW);
            assertThat(told.until()).isEqualTo(until);
        });
        pair.pass(Duration.ofSeconds(60));
        assertThat(pair.basis(ATTACKER)).isEqualTo(Basis.NOTHING);
        pair.restart(false);
        assertThat(pair.basis(ATTACKER)).isEqualTo(Basis.NOTHING);
    }

    @Test
    void itsReporterRenewsItAfterARestartAndNotOftenerThanWithout() {
        pair.report(ATTACKER);
        for (int i = 0; i < 5; i++) {
            pair.pass(Duration.ofSeconds(105));
            pair.restart(false);
            renew();
            assertThat(pair.basis(ATTACKER)).as("renewal %s", i + 1).isEqualTo(Basis.FAST_LANE);
        }
        pair.pass(Duration.ofSeconds(105));
        pair.restart(false);
        renew();
        pair.pass(Duration.ofSeconds(15));
        assertThat(pair.basis(ATTACKER)).isEqualTo(Basis.NOTHING);
    }

    @Test
    void whatWasTakenBackStaysOutOfItAfterARestart() {
        var statement = pair.report(ATTACKER);
        pair.retract(statement);
        pair.restart(false);
        assertThat(pair.basis(ATTACKER)).isEqualTo(Basis.NOTHING);
    }

    @Test
    void reportingAndRetractingInTurnKeepsNobodyOutLongerThanOneStay() {
        int out = 0;
        for (int turn = 0; turn < 30; turn++) {
            pair.retract(pair.report(ATTACKER));
            var again = pair.report(ATTACKER);
            pair.pass(Duration.ofSeconds(119));
            out += pair.basis(ATTACKER) == Basis.FAST_LANE ? 1 : 0;
            pair.retract(again);
            pair.pass(Duration.ofSeconds(1));
            if (turn % 7 == 3) {
                pair.restart(false);
            }
        }
        assertThat(out)
                .as("of 30 spans of two minutes: one granted and five renewed")
                .isEqualTo(6);
        pair.report(ATTACKER);
        assertThat(pair.basis(ATTACKER)).as("an hour after it began").isEqualTo(Basis.FAST_LANE);
    }

    @Test
    void whoRetractedByMistakeHasWhatIsLeftOfTheStay() {
        var until = pair.clock.now().plus(Duration.ofMinutes(2));
        pair.retract(pair.report(ATTACKER));
        pair.pass(Duration.ofSeconds(60));
        pair.report(ATTACKER);
        assertThat(pair.beta.explain(Subject.host(ATTACKER)).until()).isEqualTo(until);
    }

    @Test
    void whoTakesItsOwnWordBackLeavesTheStayOfAnother() {
        var other = Fingerprint.hex("cc".repeat(32));
        pair.beta.admit(other, "other.example", other.hex(), false, false);
        pair.report(ATTACKER);
        var writer = new StixWriter(other);
        pair.pass(Duration.ofSeconds(1));
        var minute = pair.clock.minute();
        var subject = Subject.host(ATTACKER);
        hear(other, 0, writer.indicator(subject, AttackClass.FACTORY_CREDENTIALS, minute));
        hear(other, 1, writer.retraction(subject, AttackClass.FACTORY_CREDENTIALS, minute, minute));
        assertThat(pair.basis(ATTACKER)).isEqualTo(Basis.FAST_LANE);
    }

    private void hear(Fingerprint reporter, long index, Statement said) {
        pair.beta.hear(
                new Place(reporter, "log", index),
                said.type().number(),
                false,
                said.body().toArray());
    }

    @Test
    void aPeerThatWasPausedRefusesNobodyThen() {
        pair.report(ATTACKER);
        pair.beta.admit(Pair.ACME, "acme.example", Pair.ACME.hex(), false, true);
        assertThat(pair.basis(ATTACKER)).isEqualTo(Basis.NOTHING);
    }

    private void renew() {
        pair.tell(pair.acme.stillAttacks(Subject.host(ATTACKER)).orElseThrow());
    }
}
