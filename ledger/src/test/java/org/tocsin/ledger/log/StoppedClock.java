package org.tocsin.ledger.log;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.tocsin.kernel.Clock;

/** Time that moves when a test says so. */
final class StoppedClock implements Clock {
    private final AtomicLong millis = new AtomicLong(1_700_000_000_000L);

    void advance(long more) {
        millis.addAndGet(more);
    }

    @Override
    public Instant now() {
        return Instant.ofEpochMilli(millis.get());
    }

    @Override
    public long nanos() {
        return millis.get() * 1_000_000;
    }
}
