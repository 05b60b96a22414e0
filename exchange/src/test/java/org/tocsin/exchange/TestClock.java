package org.tocsin.exchange;

import java.time.Duration;
import java.time.Instant;
import org.tocsin.kernel.Clock;

/** A clock that stands until it is moved. */
public final class TestClock implements Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    public void pass(Duration duration) {
        now = now.plus(duration);
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
