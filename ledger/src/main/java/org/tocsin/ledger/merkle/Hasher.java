package org.tocsin.ledger.merkle;

import java.security.DigestException;
import java.security.MessageDigest;
import org.tocsin.kernel.Digest;

/** Hashes leaves and nodes as RFC 6962, section 2.1 says. One thread at a time. */
public final class Hasher {
    public static final int SIZE = Digest.SIZE;
    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final MessageDigest sha = Digest.sha256();

    /** Hash of a leaf. */
    public byte[] leaf(byte[] entry) {
        sha.update(LEAF);
        return sha.digest(entry);
    }

    /** Hash of an inner node. */
    public byte[] node(byte[] left, byte[] right) {
        sha.update(NODE);
        sha.update(left);
        return sha.digest(right);
    }

    /** Hashes {@code hashes[from .. from + 2 * 32)} to one node at {@code target[to ..)}, without allocating. */
    void node(byte[] hashes, int from, byte[] target, int to) {
        sha.update(NODE);
        sha.update(hashes, from, 2 * SIZE);
        try {
            sha.digest(target, to, SIZE);
        } catch (DigestException e) {
            throw new IllegalArgumentException("no room for a hash", e);
        }
    }

    /** Root of the tree without leaves. */
    public static Digest emptyRoot() {
        return Digest.hash();
    }
}
