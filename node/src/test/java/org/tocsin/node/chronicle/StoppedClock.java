package org.tocsin.node.chronicle;

import java.time.Duration;
import java.time.Instant;
import org.tocsin.kernel.Clock;

/** Goes on only when told to. */
public final class StoppedClock implements Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long nanos = 1_000_000_000_000L;

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    public void pass(Duration time) {
        now = now.plus(time);
        nanos += time.toNanos();
    }

    /** The machine starts anew: its nanoseconds count from its start. */
    public void boot() {
        nanos = 1;
    }
}
