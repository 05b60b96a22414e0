package org.tocsin.detection.detector;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Mixes address bits into table positions and into the short names that profiles keep of peers. */
final class Mix {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

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

    /** A name of a stretch of bytes, never 0; eight at a time. */
    static long bytes(byte[] b, int at, int size) {
        long hash = size * 0x9e3779b97f4a7c15L;
        int end = at + size;
        int here = at;
        for (; here + 8 <= end; here += 8) {
            hash = Long.rotateLeft(hash ^ (long) EIGHT.get(b, here), 29) * 0xbf58476d1ce4e5b9L;
        }
        for (; here < end; here++) {
            hash = (hash ^ b[here]) * 0x100000001b3L;
        }
        return mix(hash) | 1;
    }
}
