package org.tocsin.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.exchange.Verdict.Basis;
import org.tocsin.exchange.stix.StixWriter;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.platform.store.Migrations;
import org.tocsin.platform.store.SqliteDatabase;

/** A quorum's block ends when it was to end, whatever is restarted or admitted meanwhile. */
final class QuorumTest {
    private static final Subject ATTACKER = Subject.parse("203.0.113.7");
    private static final int REPORTERS = 6;
    private static final Duration DAY = Duration.ofHours(24);

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private SqliteDatabase database;
    private Exchange exchange;
    private long said;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(folder.resolve("acme.db"), List.of(Migrations.of("exchange", Exchange.class)));
        exchange = Exchange.open(member(99), ExchangeSettings.defaults(), clock, database);
        admitAll();
    }

    @AfterEach
    void close() {
        exchange.close();
        database.close();
    }

    @Test
    void noRestartAndNoAdmissionMakesABlockLongerOrLosesIt() {
        var until = blockedByAll();
        for (int hours : List.of(1, 10, 12)) {
            pass(Duration.ofHours(hours));
            restart();
            assertThat(block().until()).as("after %s h more", hours).isEqualTo(until);
            admitAll();
            assertThat(block().until()).isEqualTo(until);
        }
        pass(Duration.ofMinutes(59));
        restart();
        assertThat(block().until()).as("in its last minute").isEqualTo(until);
        pass(Duration.ofMinutes(1));
        assertThat(exchange.explain(ATTACKER).inForce()).isFalse();
        restart();
        assertThat(exchange.explain(ATTACKER).inForce()).isFalse();
    }

    @Test
    void beforeAnybodyIsAdmittedAgainItStandsAsItStood() {
        var until = blockedByAll();
        pass(Duration.ofHours(3));
        reopen();
        assertThat(block().until()).isEqualTo(until);
    }

    @Test
    void aVoiceThatIsTakenAwayEndsItForGood() {
        blockedByAll();
        exchange.admit(member(0), "member-0", "0", false, true);
        assertThat(exchange.explain(ATTACKER).basis()).isNotEqualTo(Basis.BLOCK);
        reopen();
        IntStream.range(1, REPORTERS).forEach(this::admit);
        exchange.admit(member(0), "member-0", "0", false, true);
        assertThat(exchange.explain(ATTACKER).basis()).isNotEqualTo(Basis.BLOCK);
    }

    /** Its reports are kept, and its trust; but nobody has said that it may speak. */
    @Test
    void aPeerThatWasRemovedBlocksNobodyAfterARestart() {
        IntStream.range(0, REPORTERS - 1).forEach(this::report);
        exchange.admit(member(0), "member-0", "0", false, true);
        report(REPORTERS - 1);
        assertThat(exchange.explain(ATTACKER).basis()).isNotEqualTo(Basis.BLOCK);
        reopen();
        IntStream.range(1, REPORTERS).forEach(this::admit);
        assertThat(exchange.explain(ATTACKER).basis()).isNotEqualTo(Basis.BLOCK);
    }

    @Test
    void aRetractionThatTheOthersOutweighDoesNotMakeItLonger() {
        var until = blockedByAll();
        IntStream.range(REPORTERS, REPORTERS + 2).forEach(i -> {
            admit(i);
            report(i);
        });
        pass(Duration.ofHours(1));
        var writer = new StixWriter(member(0));
        var back = writer.retraction(ATTACKER, AttackClass.BRUTE_FORCE, clock.minute() - 60, clock.minute());
        exchange.hear(
                new Place(member(0), "log-0", said++), 3, false, back.body().toArray());
        assertThat(exchange.reports(ATTACKER)).hasSize(REPORTERS + 1);
        assertThat(block().until()).isEqualTo(until);
    }

    @Test
    void lookingAtItDoesNotMakeItLonger() {
        var until = blockedByAll();
        clock.pass(DAY.minusSeconds(1));
        IntStream.range(0, REPORTERS).forEach(this::report); // believed again, as on the first day
        assertThat(block().until()).isEqualTo(until);
        assertThat(exchange.explain(ATTACKER).until()).isEqualTo(until);
        pass(Duration.ofSeconds(1));
        assertThat(block().until())
                .as("who still believes at its end blocks again")
                .isEqualTo(until.plus(DAY));
    }

    @Test
    void theClassThatAReporterSawLastSurvivesARestart() {
        report(0);
        pass(Duration.ofMinutes(61));
        report(0, AttackClass.COMMAND_AND_CONTROL);
        restart();
        assertThat(exchange.reports(ATTACKER))
                .singleElement()
                .extracting(Report::attack)
                .isEqualTo(AttackClass.COMMAND_AND_CONTROL);
    }

    @Test
    void aFloodOfOnesOwnSightingsDisplacesNobodyElses() {
        var indicator = new StixWriter(member(1)).indicator(ATTACKER, AttackClass.BRUTE_FORCE, clock.minute());
        IntStream.range(0, 300).forEach(minute -> sight(0, indicator.id(), minute));
        IntStream.range(2, REPORTERS).forEach(i -> sight(i, indicator.id(), 0));
        report(1);
        assertThat(exchange.reports(ATTACKER)).hasSize(REPORTERS);
        assertThat(exchange.explain(ATTACKER).basis()).isEqualTo(Basis.BLOCK);
    }

    @Test
    void aFloodOfSightingsOfInventedIndicatorsPushesOutItsOwnAndNobodyElses() {
        var indicator = new StixWriter(member(1)).indicator(ATTACKER, AttackClass.BRUTE_FORCE, clock.minute());
        IntStream.range(0, REPORTERS).filter(i -> i != 1).forEach(i -> sight(i, indicator.id(), 0));
        var invented = new StixWriter(member(0));
        for (int i = 0; i < 10_000; i++) {
            var nobody = invented.indicator(new Subject.Domain("n" + i + ".example"), AttackClass.SCAN, clock.minute());
            sight(0, nobody.id(), 0);
        }
        report(1);
        assertThat(exchange.reports(ATTACKER))
                .extracting(Report::reporter)
                .doesNotContain(member(0))
                .hasSize(REPORTERS - 1);
    }

    private void sight(int i, String indicator, int minute) {
        var sighting = new StixWriter(member(i))
                .sighting(indicator, ATTACKER, AttackClass.BRUTE_FORCE, clock.minute() + minute);
        exchange.hear(
                new Place(member(i), "log-" + i, said++),
                2,
                false,
                sighting.body().toArray());
    }

    private Instant blockedByAll() {
        IntStream.range(0, REPORTERS).forEach(this::report);
        var until = clock.now().plus(DAY);
        assertThat(block().until()).isEqualTo(until);
        return until;
    }

    private Verdict block() {
        var verdict = exchange.explain(ATTACKER);
        assertThat(verdict.basis()).isEqualTo(Basis.BLOCK);
        return verdict;
    }

    private void report(int i) {
        report(i, AttackClass.BRUTE_FORCE);
    }

    private void report(int i, AttackClass attack) {
        var report = new StixWriter(member(i)).indicator(ATTACKER, attack, clock.minute());
        exchange.hear(
                new Place(member(i), "log-" + i, said++),
                1,
                false,
                report.body().toArray());
    }

    private void pass(Duration duration) {
        clock.pass(duration);
        exchange.expire();
    }

    private void restart() {
        reopen();
        admitAll();
    }

    private void reopen() {
        exchange.close();
        exchange = Exchange.open(member(99), ExchangeSettings.defaults(), clock, database);
    }

    private void admitAll() {
        IntStream.range(0, REPORTERS).forEach(this::admit);
    }

    private void admit(int i) {
        exchange.admit(member(i), "member-" + i, Integer.toString(i), false, false);
    }

    private static Fingerprint member(int i) {
        return Fingerprint.hex("%02x".formatted(i + 1).repeat(32));
    }
}
