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

/** A retraction waits for no quota: what it takes back may come long after it. */
final class OvertakenTest {
    private static final Address LOADER = Address.parse("203.0.113.7");
    private static final Subject SUBJECT = Subject.host(LOADER);
    private static final Fingerprint OTHER = Fingerprint.hex("cc".repeat(32));
    private static final StixWriter ACME = new StixWriter(Pair.ACME);

    @TempDir
    Path folder;

    private Pair pair;

    @BeforeEach
    void open() {
        pair = new Pair(folder);
        admitOther();
    }

    private void admitOther() {
        pair.beta.admit(OTHER, "other.example", OTHER.hex(), false, false);
    }

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void aRestartBetweenARetractionAndWhatItTakesBackMakesNothingOfItAct() {
        hear(Pair.ACME, 5, retraction());
        pair.restart(false);
        hear(Pair.ACME, 4, indicator(Pair.ACME));
        assertThat(pair.basis(LOADER)).isEqualTo(Basis.NOTHING);
        assertThat(pair.beta.reports(SUBJECT)).isEmpty();
        hear(Pair.ACME, 6, indicator(Pair.ACME));
        assertThat(pair.basis(LOADER)).as("said anew behind it").isEqualTo(Basis.FAST_LANE);
    }

    @Test
    void anOlderRetractionThatIsHeardLaterUncoversNothing() {
        hear(Pair.ACME, 9, retraction());
        hear(Pair.ACME, 5, retraction());
        pair.restart(false);
        hear(Pair.ACME, 8, indicator(Pair.ACME));
        assertThat(pair.basis(LOADER)).isEqualTo(Basis.NOTHING);
    }

    @Test
    void aSightingThatWasTakenBackIsNoWitnessWhenItComesLater() {
        var named = indicator(OTHER);
        hear(OTHER, 0, named);
        hear(Pair.ACME, 5, retraction());
        hear(Pair.ACME, 4, ACME.sighting(named.id(), SUBJECT, AttackClass.SCAN, minute()));
        assertThat(pair.beta.reports(SUBJECT)).extracting(Report::reporter).containsExactly(OTHER);
    }

    /** Sighting, its retraction, and only then the indicator that the sighting names. */
    @Test
    void aSightingThatWasTakenBackWhileItWaitedIsNoWitnessEither() {
        var named = indicator(OTHER);
        hear(Pair.ACME, 4, ACME.sighting(named.id(), SUBJECT, AttackClass.SCAN, minute()));
        hear(Pair.ACME, 5, retraction());
        hear(OTHER, 0, named);
        assertThat(pair.beta.reports(SUBJECT)).extracting(Report::reporter).containsExactly(OTHER);
    }

    @Test
    void aFloodOfRetractionsMakesNobodyElsesWordActAgain() {
        hear(Pair.ACME, 5, retraction());
        var flooder = new StixWriter(OTHER);
        for (int i = 0; i <= Withdrawn.MOST_OF_ONE; i++) {
            var subject = Subject.host(Address.v4(0x2d000000 + i));
            hear(OTHER, i, flooder.retraction(subject, AttackClass.SCAN, minute(), minute()));
        }
        pair.restart(false);
        admitOther();
        hear(Pair.ACME, 4, indicator(Pair.ACME));
        assertThat(pair.basis(LOADER)).isEqualTo(Basis.NOTHING);
        var first = Subject.host(Address.v4(0x2d000000));
        pair.beta.hear(
                new Place(OTHER, "log", -1),
                1,
                false,
                flooder.indicator(first, AttackClass.SCAN, minute()).body().toArray());
        assertThat(pair.beta.reports(first))
                .as("the flooder's oldest is forgotten")
                .hasSize(1);
    }

    @Test
    void whatNobodyKeepsAnyMoreIsForgotten() {
        hear(Pair.ACME, 5, retraction());
        pair.restart(false);
        pair.pass(Statement.KEPT.plus(Duration.ofDays(1)));
        pair.restart(false);
        hear(Pair.ACME, 4, indicator(Pair.ACME));
        assertThat(pair.beta.reports(SUBJECT)).hasSize(1);
    }

    private Statement retraction() {
        return ACME.retraction(SUBJECT, AttackClass.SCAN, minute(), minute());
    }

    private Statement indicator(Fingerprint reporter) {
        return new StixWriter(reporter).indicator(SUBJECT, AttackClass.FACTORY_CREDENTIALS, minute());
    }

    private void hear(Fingerprint reporter, long index, Statement said) {
        pair.beta.hear(
                new Place(reporter, "log", index),
                said.type().number(),
                false,
                said.body().toArray());
    }

    private long minute() {
        return pair.clock.minute();
    }
}
