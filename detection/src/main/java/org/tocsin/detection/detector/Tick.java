package org.tocsin.detection.detector;

/**
 * Times and packet numbers in 32 bits, for tables of which every device has many. A tick is 2^20 ns, about a millisecond. What is
 * older than 26 days could be taken for fresh only in the one minute in 52 days in which it aliases.
 */
final class Tick {
    private Tick() {}

    static int of(long nanos) {
        return (int) (nanos >> 20);
    }

    /** Whether a time lies within a span of now, in either direction: packets may come a little out of order. */
    static boolean within(int then, long now, long span) {
        return Math.abs((long) (of(now) - then)) <= span >> 20;
    }

    /** Nanoseconds between a time and now, at least 0. */
    static long age(int then, long now) {
        return Math.max(0, (long) (of(now) - then)) << 20;
    }

    /** The whole number of a packet whose lower half was kept, seen from a later packet. */
    static long number(int kept, long current) {
        return current - Integer.toUnsignedLong((int) current - kept);
    }
}
