package org.tocsin.kernel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A SHA-256 value. */
public record Digest(Bytes bytes) implements Comparable<Digest> {
    public static final int SIZE = 32;

    public Digest {
        if (bytes.size() != SIZE) {
            throw new Rejection("digest.size", bytes.size() + " bytes, a SHA-256 value has " + SIZE);
        }
    }

    public static Digest of(byte[] value) {
        return new Digest(Bytes.of(value));
    }

    /** SHA-256 of the concatenated parts. */
    public static Digest hash(byte[]... parts) {
        var sha = sha256();
        for (var part : parts) {
            sha.update(part);
        }
        return new Digest(Bytes.owning(sha.digest()));
    }

    /** SHA-256 over {@code tag || 0x00 || parts}. Source: FORMATS, first paragraph. */
    public static Digest tagged(String tag, byte[]... parts) {
        var sha = sha256();
        sha.update(tag.getBytes(StandardCharsets.US_ASCII));
        sha.update((byte) 0);
        for (var part : parts) {
            sha.update(part);
        }
        return new Digest(Bytes.owning(sha.digest()));
    }

    /** A fresh SHA-256 engine, for loops that hash without allocating. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public byte[] toArray() {
        return bytes.toArray();
    }

    @Override
    public int compareTo(Digest other) {
        return bytes.compareTo(other.bytes);
    }

    @Override
    public String toString() {
        return bytes.hex();
    }
}
