package org.tocsin.detection.detector;

import java.util.Arrays;

/** Peers that a name led one sender to and that were silent, within a minute: distinct ones, counted and not kept. */
final class Excused implements Cases.Case {
    private static final long WINDOW = 60_000_000_000L;
    /** At the ports of the web: in an outage somebody's telephone tries all the addresses of all its services. */
    private static final int WEB = 96;

    private static final int OTHER = 12;
    private static final int BITS = 512;

    private final long key;
    private final long[] web = new long[BITS / 64];
    private final long[] other = new long[BITS / 64];
    private long began;

    Excused(long key) {
        this.key = key;
    }

    /** Counts one more in, and tells whether there are more than names excuse. */
    boolean isTooMany(int peer, int port, long now) {
        if (now - began > WINDOW) {
            began = now;
            Arrays.fill(web, 0);
            Arrays.fill(other, 0);
        }
        boolean ofTheWeb = port == 80 || port == 443;
        long[] seen = ofTheWeb ? web : other;
        int bit = (int) Mix.mix(peer) & BITS - 1;
        seen[bit >> 6] |= 1L << bit;
        int ones = 0;
        for (long word : seen) {
            ones += Long.bitCount(word);
        }
        return ones > (ofTheWeb ? WEB : OTHER);
    }

    @Override
    public long key() {
        return key;
    }

    @Override
    public float weight(long now) {
        return now - began > WINDOW ? 0 : 1;
    }
}
