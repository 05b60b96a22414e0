package org.tocsin.kernel.cbor;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;

/**
 * Reads deterministic CBOR and refuses anything else: longer integers than needed, indefinite lengths, unsorted or repeated
 * map keys, floats, tags. Nothing is allocated by a declared length before the bytes are there. Source: RFC 8949, 4.2.1.
 */
public final class CborReader {
    private static final Limit DEPTH = new Limit("cbor.depth", 16);

    private final byte[] buffer;
    private final int end;
    private int at;

    public CborReader(byte[] buffer) {
        this(buffer, 0, buffer.length);
    }

    public CborReader(byte[] buffer, int from, int end) {
        this.buffer = buffer;
        this.at = from;
        this.end = end;
    }

    /** Position of the next item. */
    public int position() {
        return at;
    }

    public boolean hasMore() {
        return at < end;
    }

    /** Major type of the next item, 0 to 7. */
    public int major() {
        return (peek() & 0xff) >> 5;
    }

    public long uint() {
        return head(0);
    }

    /** An unsigned value that fits an int. */
    public int uintInt() {
        long value = uint();
        if (value > Integer.MAX_VALUE) {
            throw refused("number", value + " does not fit 31 bits");
        }
        return (int) value;
    }

    public long integer() {
        return major() == 1 ? -1 - head(1) : head(0);
    }

    public byte[] bytes() {
        int length = length(head(2));
        at += length;
        return Arrays.copyOfRange(buffer, at - length, at);
    }

    public byte[] bytes(int size) {
        var value = bytes();
        if (value.length != size) {
            throw refused("size", value.length + " bytes where " + size + " belong");
        }
        return value;
    }

    public String text() {
        int length = length(head(3));
        at += length;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(buffer, at - length, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw refused("text", "not UTF-8");
        }
    }

    /** Enters an array; returns its number of items. */
    public int array() {
        return length(head(4));
    }

    /** Enters an array of at least {@code least} items; those behind it are for {@link #skip(int)}. */
    public int array(int least) {
        int count = array();
        if (count < least) {
            throw refused("array", count + " items where " + least + " belong");
        }
        return count;
    }

    /** Enters a map; returns its number of pairs. Read the keys through a {@link MapKeys}. */
    public int map() {
        return length(head(5));
    }

    public boolean bool() {
        return switch (take() & 0xff) {
            case 0xf5 -> true;
            case 0xf4 -> false;
            default -> throw refused("type", "a boolean belongs here");
        };
    }

    /** True, and consumed, if the next item is null. */
    public boolean nil() {
        if ((peek() & 0xff) == 0xf6) {
            at++;
            return true;
        }
        return false;
    }

    /** The bytes of the next item, checked to be deterministic. */
    public byte[] raw() {
        int from = at;
        skip();
        return Arrays.copyOfRange(buffer, from, at);
    }

    /** Passes over one item, checked to be deterministic. */
    public void skip() {
        skipAt(0);
    }

    public void skip(int items) {
        for (int i = 0; i < items; i++) {
            skip();
        }
    }

    /** Refuses bytes behind the last item. */
    public void end() {
        if (at != end) {
            throw refused("trailing", (end - at) + " bytes behind the end");
        }
    }

    private void skipAt(int depth) {
        DEPTH.check(depth);
        switch (major()) {
            case 0, 1 -> integer();
            case 2 -> bytes();
            case 3 -> text();
            case 4 -> {
                int count = array();
                for (int i = 0; i < count; i++) {
                    skipAt(depth + 1);
                }
            }
            case 5 -> {
                var keys = new MapKeys(this);
                while (keys.next()) {
                    skipAt(depth + 1);
                }
            }
            case 7 -> {
                if (!nil()) {
                    var _ = bool();
                }
            }
            default -> throw refused("type", "tags do not belong here");
        }
    }

    /** Passes over a map key, which is a number or a string, never a container. */
    void skipKey() {
        if (major() > 3) {
            throw refused("key", "a map key is a number or a string");
        }
        skip();
    }

    byte[] slice(int from, int to) {
        return Arrays.copyOfRange(buffer, from, to);
    }

    private long head(int major) {
        int first = take() & 0xff;
        if (first >> 5 != major) {
            throw refused("type", "major type " + (first >> 5) + " where " + major + " belongs");
        }
        int info = first & 31;
        if (info < 24) {
            return info;
        }
        if (info > 27) {
            throw refused("length", "indefinite or reserved length");
        }
        int octets = 1 << (info - 24);
        long value = 0;
        for (int i = 0; i < octets; i++) {
            value = value << 8 | (take() & 0xff);
        }
        long least = octets == 1 ? 24 : 1L << (octets * 4);
        if (value < 0 || value < least) {
            throw refused("shortest", value < 0 ? "a number above 2^63-1" : value + " is not in its shortest form");
        }
        return value;
    }

    /** A declared count or length can never exceed the bytes that are left. */
    private int length(long declared) {
        if (declared > end - at) {
            throw refused("length", declared + " declared, " + (end - at) + " bytes left");
        }
        return (int) declared;
    }

    private byte peek() {
        if (at >= end) {
            throw refused("truncated", "an item is missing");
        }
        return buffer[at];
    }

    private byte take() {
        var octet = peek();
        at++;
        return octet;
    }

    private Rejection refused(String what, String detail) {
        return new Rejection("cbor." + what, detail + " (at byte " + at + ")");
    }
}
