package org.tocsin.kernel;

import java.time.Instant;

/** Time as it comes in through constructors, so that a test can own it. */
public interface Clock {
    /** Wall-clock time; may jump. */
    Instant now();

    /** Monotonic nanoseconds; only differences mean anything. */
    long nanos();

    /** Whole milliseconds since 1970-01-01T00:00Z. */
    default long millis() {
        return now().toEpochMilli();
    }

    /** Whole minutes since 1970-01-01T00:00Z, the coarse time of everything that is shared. */
    default long minute() {
        return Math.floorDiv(millis(), 60_000);
    }

    /** The machine's clock. */
    static Clock system() {
        return SystemClock.INSTANCE;
    }
}
