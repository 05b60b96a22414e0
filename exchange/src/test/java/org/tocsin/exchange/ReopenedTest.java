package org.tocsin.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.exchange.Verdict.Basis;
import org.tocsin.kernel.Address;

/** A node whose log was reopened does not know what it took back meanwhile; what it says and what others make of it. */
final class ReopenedTest {
    private static final Address LOADER = Address.parse("203.0.113.7");

    @TempDir
    Path folder;

    private Pair pair;

    @BeforeEach
    void open() {
        pair = new Pair(folder);
        pair.reopen("acme.example/tocsin/aa/1");
    }

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void whatWasSaidInAnEndedLogIsSaidOnceMoreAndNoMore() {
        pair.report(LOADER);
        assertThat(pair.acme.observe(Pair.seen(LOADER)).statement()).isEmpty();
        pair.clock.pass(Duration.ofMillis(1));
        pair.reopen("acme.example/tocsin/aa/2");
        assertThat(pair.acme.observe(Pair.seen(LOADER)).statement()).isPresent();
        IntStream.range(0, 100)
                .forEach(_ -> assertThat(pair.acme.observe(Pair.seen(LOADER)).statement())
                        .isEmpty());
        pair.reopen("acme.example/tocsin/aa/2");
        assertThat(pair.acme.observe(Pair.seen(LOADER)).statement())
                .as("a restart in the same log")
                .isEmpty();
    }

    @Test
    void whatWasSaidInAnEndedLogCanStillBeTakenBack() {
        var said = pair.report(LOADER);
        pair.clock.pass(Duration.ofMillis(1));
        pair.reopen("acme.example/tocsin/aa/2");
        assertThat(pair.basis(LOADER)).isEqualTo(Basis.FAST_LANE);
        pair.retract(said);
        assertThat(pair.basis(LOADER)).isEqualTo(Basis.NOTHING);
    }

    /** The retraction stands at a higher index, in a log that has ended. */
    @Test
    void aRetractionInAnEndedLogDoesNotSwallowWhatItsSuccessorSays() {
        var said = pair.report(LOADER);
        pair.tell(pair.acme.retraction(said.id())); // after the backup: acme will not know
        assertThat(pair.basis(LOADER)).isEqualTo(Basis.NOTHING);
        pair.clock.pass(Duration.ofMillis(1));
        pair.reopen("acme.example/tocsin/aa/2");
        pair.report(LOADER);
        assertThat(pair.basis(LOADER)).isEqualTo(Basis.FAST_LANE);
    }

    /** Whoever reopens log after log to repeat itself opens nothing: the hour counts, not the log. */
    @Test
    void repeatingOneselfInEverNewLogsOpensNothing() {
        pair.report(LOADER);
        pair.pass(Duration.ofMinutes(2));
        for (int number = 2; number < 50; number++) {
            pair.reopen("acme.example/tocsin/aa/" + number);
            pair.report(LOADER);
            assertThat(pair.basis(LOADER)).isEqualTo(Basis.NOTHING);
            pair.clock.pass(Duration.ofSeconds(1));
        }
    }
}
