package org.tocsin.federation.follow;

import java.time.Duration;
import java.time.Instant;
import org.tocsin.kernel.Clock;

/** Time that stands until it is moved. */
final class TestClock implements Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public long nanos() {
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
