package org.tocsin.detection.detector;

import java.util.List;
import org.tocsin.kernel.Prefix;
import org.tocsin.wire.packet.Packet;

/** Tells inside from outside, without allocating. */
final class Networks {
    private static final long MAPPED = 0x0000_ffff_0000_0000L;

    private final long[] inside;
    private final long[] outside;

    Networks(List<Prefix> inside, List<Prefix> outside) {
        this.inside = compile(inside);
        this.outside = compile(outside);
    }

    boolean inside(long high, long low) {
        return matches(inside, high, low) && !matches(outside, high, low);
    }

    /** Whether a packet's target is a group, everybody, or nobody in particular. */
    static boolean nobody(Packet p) {
        return nobody(p.targetHigh(), p.targetLow())
                || (p.targetMac() != Packet.NO_MAC && (p.targetMac() >>> 40 & 1) == 1);
    }

    /** Group addresses, the unspecified address and the limited broadcast: nobody in particular. */
    static boolean nobody(long high, long low) {
        if (high == 0 && (low & 0xffff_ffff_0000_0000L) == MAPPED) {
            int first = (int) (low >>> 24) & 0xff;
            return first >= 224 || first == 0;
        }
        return high >>> 56 == 0xff || (high == 0 && low == 0);
    }

    /** Addresses that lead no further than the link: fe80::/10 and 169.254.0.0/16. */
    static boolean ofTheLink(long high, long low) {
        return high >>> 54 == 0xfe80 >>> 6 || (high == 0 && low >>> 16 == (MAPPED >>> 16 | 0xa9fe));
    }

    /** Four longs a prefix: high, its mask, low, its mask. */
    private static long[] compile(List<Prefix> prefixes) {
        var compiled = new long[prefixes.size() * 4];
        int at = 0;
        for (var prefix : prefixes) {
            int bits = prefix.address().isV4() ? prefix.length() + 96 : prefix.length();
            compiled[at++] = prefix.address().high();
            compiled[at++] = bits >= 64 ? -1 : mask(bits);
            compiled[at++] = prefix.address().low();
            compiled[at++] = bits <= 64 ? 0 : mask(bits - 64);
        }
        return compiled;
    }

    private static long mask(int bits) {
        return bits == 0 ? 0 : -1L << (64 - bits);
    }

    private static boolean matches(long[] compiled, long high, long low) {
        for (int i = 0; i < compiled.length; i += 4) {
            if ((high & compiled[i + 1]) == compiled[i] && (low & compiled[i + 3]) == compiled[i + 2]) {
                return true;
            }
        }
        return false;
    }
}
