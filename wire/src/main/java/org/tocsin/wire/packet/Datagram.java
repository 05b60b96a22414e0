package org.tocsin.wire.packet;

import java.util.Arrays;
import java.util.BitSet;

/** The fragments of one datagram so far. */
final class Datagram {
    /** Fragments begin at multiples of this. */
    private static final int UNIT = 8;

    private final long begun;
    private final BitSet there = new BitSet();
    private byte[] bytes = new byte[0];
    /** Of all fragments together, once the last has come. */
    private int length = -1;

    /** Of the first fragment: what the others say of it is not believed (RFC 8200, section 4.5). */
    private int protocol = Packet.NONE;

    private boolean spoilt;

    Datagram(long begun) {
        this.begun = begun;
    }

    long begun() {
        return begun;
    }

    void take(Packet fragment) {
        int from = fragment.fragmentOffset;
        int size = fragment.transportLength;
        boolean captured = fragment.limit - fragment.transport >= size;
        boolean last = !fragment.moreFragments;
        spoilt |= size <= 0
                || !captured
                || from + size > Fragments.BYTES
                || (!last && size % UNIT != 0)
                || (last && length >= 0 && length != from + size);
        if (spoilt || isCopy(fragment, from, size)) {
            return;
        }
        int firstUnit = from / UNIT;
        int endUnit = (from + size + UNIT - 1) / UNIT;
        spoilt = there.nextSetBit(firstUnit) >= 0 && there.nextSetBit(firstUnit) < endUnit;
        there.set(firstUnit, endUnit);
        length = last ? from + size : length;
        protocol = from == 0 ? fragment.fragmentProtocol : protocol;
        if (bytes.length < from + size) {
            bytes = Arrays.copyOf(bytes, from + size);
        }
        System.arraycopy(fragment.bytes, fragment.transport, bytes, from, size);
    }

    /** The same once more is no overlap. */
    private boolean isCopy(Packet fragment, int from, int size) {
        int firstUnit = from / UNIT;
        int endUnit = (from + size + UNIT - 1) / UNIT;
        return from + size <= bytes.length
                && there.nextClearBit(firstUnit) >= endUnit
                && Arrays.equals(
                        bytes, from, from + size, fragment.bytes, fragment.transport, fragment.transport + size);
    }

    boolean isWhole() {
        return !spoilt && length >= 0 && bytes.length == length && there.nextClearBit(0) * UNIT >= length;
    }

    int protocol() {
        return protocol;
    }

    byte[] bytes() {
        return bytes;
    }
}
