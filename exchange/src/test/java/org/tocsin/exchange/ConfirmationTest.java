package org.tocsin.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Address;

/** A member that lied and commands a scanner must not buy its trust back with it. */
final class ConfirmationTest {
    private static final Address SCANNER = Address.parse("203.0.113.7");

    @TempDir
    Path folder;

    private Pair pair;

    @BeforeEach
    void lie() {
        pair = new Pair(folder);
        pair.beta.lied(Pair.ACME);
    }

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void aSecondOrHundredthFindingOfOneSourceConfirmsNobodyAgain() {
        double liar = trust();
        pair.report(SCANNER);
        find(SCANNER);
        double once = trust();
        assertThat(once).isGreaterThan(liar);
        IntStream.range(0, 100).forEach(_ -> find(SCANNER));
        assertThat(trust()).isEqualTo(once);
        pair.restart(false);
        IntStream.range(0, 100).forEach(_ -> find(SCANNER));
        assertThat(trust()).isEqualTo(once);
    }

    @Test
    void reportingAndRetractingInTurnBuysNothing() {
        var said = pair.report(SCANNER);
        find(SCANNER);
        double once = trust();
        for (int i = 0; i < 10; i++) {
            pair.retract(said);
            if (i == 5) {
                pair.restart(false);
            }
            said = pair.report(SCANNER);
            find(SCANNER);
        }
        assertThat(pair.beta.reports(Subject.host(SCANNER)))
                .extracting(Report::reporter)
                .contains(Pair.ACME);
        assertThat(trust()).isEqualTo(once);
    }

    @Test
    void sayingItAgainEveryHourBuysNothing() {
        pair.report(SCANNER);
        find(SCANNER);
        for (int hour = 0; hour < 48; hour++) {
            pair.pass(Duration.ofHours(1));
            double aged = trust();
            pair.report(SCANNER);
            find(SCANNER);
            assertThat(trust()).as("hour %s", hour).isEqualTo(aged);
        }
    }

    @Test
    void eachFurtherSourceConfirmsItsReporter() {
        for (int i = 0; i < 10; i++) {
            var source = Address.v4(0xcb007100 + 10 + i);
            double before = trust();
            pair.report(source);
            find(source);
            assertThat(trust()).isGreaterThan(before);
        }
    }

    /** It has seen nothing: it reads our log and says the same. */
    @Test
    void anEchoOfOurOwnIndicatorBuysNothingHoweverOftenWeFindItsSource() {
        double liar = trust();
        find(SCANNER);
        pair.report(SCANNER);
        find(SCANNER);
        assertThat(trust()).isEqualTo(liar);
        pair.restart(false);
        find(SCANNER);
        assertThat(trust()).isEqualTo(liar);
    }

    @Test
    void anEchoOfWhatWeTookBackBuysNothingEither() {
        double liar = trust();
        find(SCANNER);
        var own = pair.beta.reports(Subject.host(SCANNER)).getFirst();
        pair.beta.retracted(own.id());
        pair.restart(false);
        pair.report(SCANNER);
        find(SCANNER);
        assertThat(trust()).isEqualTo(liar);
    }

    @Test
    void anEchoThatIsRepeatedForWeeksBuysNothing() {
        find(SCANNER);
        for (int day = 0; day < 60; day++) {
            pair.report(SCANNER);
            pair.pass(Duration.ofHours(12));
            double aged = trust();
            find(SCANNER);
            assertThat(trust()).as("day %s", day).isEqualTo(aged);
            pair.pass(Duration.ofHours(12));
        }
    }

    private void find(Address source) {
        pair.beta.observe(Pair.seen(source));
    }

    private double trust() {
        return pair.beta.trust(Pair.ACME);
    }
}
