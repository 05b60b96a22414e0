package org.tocsin.node.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Fingerprint;

final class RefusalsTest {
    private static final Fingerprint LOUD = Fingerprint.hex("aa".repeat(32));
    private static final Fingerprint QUIET = Fingerprint.hex("bb".repeat(32));

    private long now;
    private final Refusals refusals = new Refusals(new Clock() {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanos() {
            return now;
        }
    });

    @Test
    void aFloodOfNonsenseIsOneLineAMinuteWithItsNumber() {
        assertThat(refusals.another(LOUD)).isEqualTo(OptionalLong.of(0));
        for (int i = 0; i < 10_000; i++) {
            assertThat(refusals.another(LOUD)).isEmpty();
        }
        assertThat(refusals.another(QUIET)).as("another member's").isEqualTo(OptionalLong.of(0));
        now += TimeUnit.MINUTES.toNanos(1);
        assertThat(refusals.another(LOUD)).isEqualTo(OptionalLong.of(10_000));
        assertThat(refusals.another(LOUD)).isEmpty();
    }
}
