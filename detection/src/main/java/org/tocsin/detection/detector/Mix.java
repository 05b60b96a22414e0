package org.tocsin.detection.detector;

/** Mixes address bits into table positions and into the short names that profiles keep of peers. */
final class Mix {
    private Mix() {}

    /** Stafford's 13th variant of the finaliser of SplitMix64: every input bit reaches every output bit. */
    static long mix(long value) {
        long x = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        x = (x ^ x >>> 27) * 0x94d049bb133111ebL;
        return x ^ x >>> 31;
    }

    static long address(long high, long low) {
        return mix(low + 0x9e3779b97f4a7c15L * (high + 1));
    }

    /** A stable 31-bit name of a peer, never 0. */
    static int peer(long high, long low) {
        return (int) address(high, low) >>> 1 | 0x4000_0000;
    }
}
