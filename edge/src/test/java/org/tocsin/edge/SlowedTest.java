package org.tocsin.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Address;

final class SlowedTest {
    private static final long MINUTE = 60_000_000_000L;
    private static final Address FORGED = Address.parse("203.0.113.7");
    private static final Address OTHER = Address.parse("203.0.113.8");

    private final Slowed slowed = new Slowed();

    @Test
    void aSourceThatMayBeForgedIsSlowedAndNotShutOut() {
        assertThat(slowed.slow(FORGED, 5 * MINUTE, 0)).isTrue();
        assertThat(admitted(FORGED, 100, 0)).isEqualTo(Slowed.PER_MINUTE);
        assertThat(admitted(FORGED, 100, MINUTE)).isEqualTo(Slowed.PER_MINUTE);
        assertThat(admitted(OTHER, 100, 0)).as("nobody else is slowed").isEqualTo(100);
    }

    @Test
    void itEndsByItselfAndIsNotLengthenedByMoreForgeries() {
        slowed.slow(FORGED, 5 * MINUTE, 0);
        assertThat(slowed.slow(FORGED, 5 * MINUTE, 4 * MINUTE)).isFalse();
        assertThat(admitted(FORGED, 100, 5 * MINUTE)).isEqualTo(100);
    }

    @Test
    void aFloodOfForgedSourcesFillsNoMemory() {
        long slow = IntStream.range(0, 100_000)
                .filter(i -> slowed.slow(Address.v4(i), MINUTE, 0))
                .count();
        assertThat(slow).isEqualTo(1_024);
        assertThat(slowed.slow(FORGED, MINUTE, 2 * MINUTE))
                .as("room comes back")
                .isTrue();
    }

    private long admitted(Address source, int tries, long nowNanos) {
        return IntStream.range(0, tries)
                .filter(_ -> slowed.take(source, nowNanos))
                .count();
    }
}
