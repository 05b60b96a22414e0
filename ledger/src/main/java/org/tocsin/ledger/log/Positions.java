package org.tocsin.ledger.log;

import java.util.Arrays;

/** Where the newest entries of a log stand in the WAL, by index. One thread at a time. */
final class Positions {
    static final long NONE = -1;

    private long base;
    private long[] values = new long[64];
    private int count;

    Positions(long base) {
        this.base = base;
    }

    /** Index behind the last. */
    long next() {
        return base + count;
    }

    /** Index of the first. */
    long first() {
        return base;
    }

    void add(long position) {
        if (count == values.length) {
            values = Arrays.copyOf(values, 2 * count);
        }
        values[count++] = position;
    }

    /** Starts over at another index: only while nothing is held. */
    void startAt(long index) {
        if (count == 0) {
            base = index;
        }
    }

    long of(long index) {
        return index < base || index >= next() ? NONE : values[(int) (index - base)];
    }

    /** Forgets all below an index. */
    void trim(long index) {
        int gone = (int) Math.clamp(index - base, 0L, count);
        int left = count - gone;
        var kept = values.length > 1_024 && left < values.length / 4 ? new long[Math.max(64, 2 * left)] : values;
        System.arraycopy(values, gone, kept, 0, left);
        values = kept;
        base += gone;
        count = left;
    }
}
