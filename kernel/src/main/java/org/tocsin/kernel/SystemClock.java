package org.tocsin.kernel;

import java.time.Instant;

/** The only place that reads the machine's clock. */
enum SystemClock implements Clock {
    INSTANCE;

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }
}
