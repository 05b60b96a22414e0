package org.tocsin.edge;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLongArray;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Entropy;

/**
 * A rate limit for each source in fixed memory, however many sources there are: a table of {@link Pace}s chosen by a keyed
 * hash. Two sources may share one, and attackers can't choose whom they share with.
 */
public final class SourcePaces {
    private static final int SLOTS = 1 << 16;

    private final AtomicLongArray due = new AtomicLongArray(SLOTS);
    private final long seed;
    private final long nanosEach;
    private final long burstNanos;

    /** With as many at once as within a minute. */
    public SourcePaces(int perMinute, Entropy entropy, long nowNanos) {
        seed = ByteBuffer.wrap(entropy.bytes(Long.BYTES)).getLong();
        nanosEach = Math.max(1, 60_000_000_000L / perMinute);
        burstNanos = nanosEach * (perMinute - 1L);
        for (int i = 0; i < SLOTS; i++) {
            due.setPlain(i, nowNanos);
        }
    }

    /** Takes one for the source if it may come now. Called by the accepting thread alone. */
    public boolean take(Address source, long nowNanos) {
        int slot = slot(source);
        long old = due.get(slot);
        long start = old - nowNanos > 0 ? old : nowNanos;
        if (start - nowNanos > burstNanos) {
            return false;
        }
        due.set(slot, start + nanosEach);
        return true;
    }

    private int slot(Address source) {
        long hash = (source.high() ^ seed) * 0xff51afd7ed558ccdL;
        hash = ((hash ^ (hash >>> 33)) + source.low()) * 0xc4ceb9fe1a85ec53L;
        hash = (hash ^ (hash >>> 29) ^ seed) * 0xff51afd7ed558ccdL;
        return (int) (hash >>> 48);
    }
}
