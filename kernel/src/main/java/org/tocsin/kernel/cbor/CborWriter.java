package org.tocsin.kernel.cbor;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes deterministic CBOR: shortest integers, definite lengths. Source: RFC 8949, 4.2.1.
 *
 * <p>Map keys come in the caller's order, which must be that of their bytes; {@link CborReader} refuses any other.
 */
public final class CborWriter {
    private byte[] buffer = new byte[256];
    private int size;

    public CborWriter uint(long value) {
        return head(0, value);
    }

    /** A signed integer, major type 0 or 1. */
    public CborWriter integer(long value) {
        return value >= 0 ? head(0, value) : head(1, -1 - value);
    }

    public CborWriter bytes(byte[] value) {
        return head(2, value.length).raw(value);
    }

    public CborWriter text(String value) {
        var utf8 = value.getBytes(StandardCharsets.UTF_8);
        return head(3, utf8.length).raw(utf8);
    }

    /** Opens an array of {@code count} items, which the caller writes next. */
    public CborWriter array(int count) {
        return head(4, count);
    }

    /** Opens a map of {@code count} pairs, which the caller writes next, keys sorted. */
    public CborWriter map(int count) {
        return head(5, count);
    }

    public CborWriter bool(boolean value) {
        return octet(value ? 0xf5 : 0xf4);
    }

    public CborWriter nil() {
        return octet(0xf6);
    }

    /** Appends one item that is encoded already. */
    public CborWriter raw(byte[] encoded) {
        room(encoded.length);
        System.arraycopy(encoded, 0, buffer, size, encoded.length);
        size += encoded.length;
        return this;
    }

    public byte[] toArray() {
        return Arrays.copyOf(buffer, size);
    }

    private CborWriter head(int major, long value) {
        if (value < 0) {
            throw new IllegalArgumentException("length or unsigned value below zero: " + value);
        }
        int type = major << 5;
        if (value < 24) {
            return octet(type | (int) value);
        }
        int follow = value <= 0xff ? 0 : value <= 0xffff ? 1 : value <= 0xffff_ffffL ? 2 : 3;
        octet(type | 24 + follow);
        for (int shift = 8 * ((1 << follow) - 1); shift >= 0; shift -= 8) {
            octet((int) (value >>> shift));
        }
        return this;
    }

    private CborWriter octet(int value) {
        room(1);
        buffer[size++] = (byte) value;
        return this;
    }

    private void room(int more) {
        if (size + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(size + more, 2 * buffer.length));
        }
    }
}
