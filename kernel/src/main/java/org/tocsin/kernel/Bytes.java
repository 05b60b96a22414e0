package org.tocsin.kernel;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/** An immutable byte string, compared by content and in constant time. */
public final class Bytes implements Comparable<Bytes> {
    private final byte[] value;

    private Bytes(byte[] value) {
        this.value = value;
    }

    /** Copies the array. */
    public static Bytes of(byte[] value) {
        return new Bytes(value.clone());
    }

    /** Takes the array over; the caller must not touch it again. */
    public static Bytes owning(byte[] value) {
        return new Bytes(value);
    }

    public static Bytes hex(String text) {
        return new Bytes(HexFormat.of().parseHex(text));
    }

    public int size() {
        return value.length;
    }

    public byte[] toArray() {
        return value.clone();
    }

    /** The array itself, for hot paths in this house; never write to it. */
    public byte[] shared() {
        return value;
    }

    public String hex() {
        return HexFormat.of().formatHex(value);
    }

    /** Bytewise, unsigned, shorter first on a tie: the order of deterministic CBOR map keys of one length. */
    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(value, other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && MessageDigest.isEqual(value, bytes.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return hex();
    }
}
