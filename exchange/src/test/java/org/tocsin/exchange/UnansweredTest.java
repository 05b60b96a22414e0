package org.tocsin.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Address;

/** Whom an own device calls in vain. */
final class UnansweredTest {
    private static final Address INNOCENT = Address.parse("203.0.113.77");
    private static final Subject SUBJECT = Subject.host(INNOCENT);

    @TempDir
    Path folder;

    @Test
    void whoNeverAnsweredIsCutOffHereAndNothingIsSaidOfItThenOrLater() {
        try (var pair = new Pair(folder)) {
            for (int hour = 0; hour < 3; hour++) {
                assertThat(pair.acme.observe(called(false)).statement()).isEmpty();
                assertThat(pair.acme.stillAttacks(SUBJECT)).isEmpty();
                assertThat(pair.acme.explain(SUBJECT).basis()).isEqualTo(Verdict.Basis.LOCAL);
                pair.clock.pass(Duration.ofHours(1));
            }
            assertThat(pair.acme.reports(SUBJECT)).isEmpty();
        }
    }

    @Test
    void whatAnotherToldOfItIsNotBorneOutByCallsInVain() {
        try (var pair = new Pair(folder)) {
            pair.report(INNOCENT);
            assertThat(pair.beta.observe(called(false)).statement()).isEmpty();
            assertThat(pair.beta.reports(SUBJECT)).hasSize(1);
        }
    }

    @Test
    void whoAnsweredIsToldOfEvenIfItDidNotAtFirst() {
        try (var pair = new Pair(folder)) {
            assertThat(pair.acme.observe(called(false)).statement()).isEmpty();
            assertThat(pair.acme.observe(called(true)).statement()).isPresent();
        }
    }

    private static Observation called(boolean answered) {
        return new Observation.CallHome(SUBJECT, AttackClass.COMMAND_AND_CONTROL, answered);
    }
}
