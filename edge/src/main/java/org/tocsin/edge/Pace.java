package org.tocsin.edge;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A rate limit in one long: the generic cell rate algorithm (ITU-T I.371). Knows how long one would have to wait, so that a
 * short excess is delayed and only a long one refused. Safe for several threads.
 */
public final class Pace {
    static final long NEVER = -1;

    private final long nanosEach;
    private final long burstNanos;
    private final AtomicLong due;

    /**
     * @param perSecond average rate
     * @param burst how many may come at once
     */
    public Pace(double perSecond, int burst, long nowNanos) {
        nanosEach = Math.max(1, (long) (1e9 / perSecond));
        burstNanos = nanosEach * (burst - 1L);
        due = new AtomicLong(nowNanos);
    }

    /** Takes one if it may come now. */
    public boolean take(long nowNanos) {
        return reserve(1, nowNanos, 0) == 0;
    }

    /** Takes some that may have to wait: nanoseconds until they may come, or {@link #NEVER} if they would not wait so long. */
    long reserve(int count, long nowNanos, long mostWaitNanos) {
        while (true) {
            long old = due.get();
            long start = old - nowNanos > 0 ? old : nowNanos;
            long wait = Math.max(0, start - nowNanos - burstNanos);
            if (wait > mostWaitNanos) {
                return NEVER;
            }
            if (due.compareAndSet(old, start + count * nanosEach)) {
                return wait;
            }
        }
    }
}
