package org.tocsin.kernel.cbor;

import java.util.Arrays;
import org.tocsin.kernel.Rejection;

/**
 * Walks the keys of a CBOR map and refuses keys that are out of order or repeated. The caller reads or skips each value.
 *
 * <pre>{@code
 * var keys = new MapKeys(in);
 * while (keys.next()) {
 *     switch (keys.number()) { case 1 -> ...; default -> in.skip(); }
 * }
 * }</pre>
 */
public final class MapKeys {
    private final CborReader in;
    private final int count;
    private int seen;
    private byte[] key = {};

    /** Enters the map that comes next in the reader. */
    public MapKeys(CborReader in) {
        this.in = in;
        this.count = in.map();
    }

    /** Reads the next key; false when there are no more. */
    public boolean next() {
        if (seen == count) {
            return false;
        }
        int from = in.position();
        in.skipKey();
        var found = in.slice(from, in.position());
        if (seen > 0 && Arrays.compareUnsigned(key, found) >= 0) {
            throw new Rejection("cbor.key-order", "map keys repeat or are not sorted (at byte " + from + ")");
        }
        key = found;
        seen++;
        return true;
    }

    /** The current key as a small number, or -1 if it is none: then the pair is unknown, to be kept and ignored. */
    public int number() {
        var reader = new CborReader(key);
        if (reader.major() != 0) {
            return -1;
        }
        long value = reader.uint();
        return value > Integer.MAX_VALUE ? -1 : (int) value;
    }

    /** The current key as a byte string. */
    public byte[] bytes() {
        return new CborReader(key).bytes();
    }
}
