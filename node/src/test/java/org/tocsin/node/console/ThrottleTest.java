package org.tocsin.node.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Clock;

/** Guessing tokens. */
final class ThrottleTest {
    private long nanos = 1;
    private final Throttle throttle = new Throttle(new Clock() {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanos() {
            return nanos;
        }
    });

    private void fail(String source, int times) {
        for (int i = 0; i < times; i++) {
            throttle.failed(source);
        }
    }

    @Test
    void theSixthGuessMustWait() {
        fail("192.0.2.1", Throttle.BURST - 1);
        assertThat(throttle.wait("192.0.2.1")).isZero();
        fail("192.0.2.1", 1);
        assertThat(throttle.wait("192.0.2.1")).isPositive().isLessThanOrEqualTo(Throttle.REFILL);
    }

    @Test
    void aStrangerWhoGuessesLocksNobodyElseOut() {
        fail("192.0.2.1", 1_000);
        assertThat(throttle.wait("192.0.2.2")).isZero();
    }

    @Test
    void anotherAddressOfTheSameHostDoesNotHelp() {
        fail("2001:db8::1", Throttle.BURST);
        assertThat(throttle.wait("2001:db8::2")).isPositive();
        assertThat(throttle.wait("2001:db8:0:1::2")).isZero();
    }

    @Test
    void failuresMelt() {
        fail("192.0.2.1", Throttle.BURST);
        nanos += Throttle.REFILL.toNanos();
        assertThat(throttle.wait("192.0.2.1")).isZero();
    }

    @Test
    void aFloodOfSourcesIsForgottenEldestFirst() {
        fail("192.0.2.1", Throttle.BURST);
        for (int i = 0; i < 10_000; i++) {
            throttle.failed("10.1." + (i >> 8) + "." + (i & 255));
        }
        assertThat(throttle.wait("192.0.2.1")).isEqualTo(Duration.ZERO);
    }
}
