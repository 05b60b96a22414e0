package org.tocsin.ledger.merkle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Rejection;

/**
 * The compact range of a tree: one hash for each bit of its size, enough to append and to know the root. At most 64 hashes
 * for any size. One thread at a time.
 */
public final class Frontier {
    private static final int LEVELS = 64;

    /** Hears of subtrees that are complete, see {@link Nodes#node}. */
    @FunctionalInterface
    public interface Completed {
        void node(int level, long index, byte[] hash);
    }

    private final Hasher hasher = new Hasher();
    private final byte[] @Nullable [] nodes = new byte[LEVELS][];
    private long size;

    /** From a stored state: the size and a hash for each set bit of it, highest first. */
    public static Frontier of(long size, List<Digest> hashes) {
        if (size < 0 || hashes.size() != Long.bitCount(size)) {
            throw new Rejection("merkle.frontier", hashes.size() + " hashes do not make a tree of " + size);
        }
        var frontier = new Frontier();
        frontier.size = size;
        int next = 0;
        for (int level = LEVELS - 1; level >= 0; level--) {
            if ((size >>> level & 1) == 1) {
                frontier.nodes[level] = hashes.get(next++).toArray();
            }
        }
        return frontier;
    }

    public Frontier copy() {
        var copy = new Frontier();
        copy.size = size;
        System.arraycopy(nodes, 0, copy.nodes, 0, LEVELS);
        return copy;
    }

    /** Number of leaves. */
    public long size() {
        return size;
    }

    /** One hash for each set bit of the size, highest first. */
    public List<Digest> hashes() {
        var hashes = new ArrayList<Digest>(Long.bitCount(size));
        for (int level = LEVELS - 1; level >= 0; level--) {
            var node = nodes[level];
            if (node != null && (size >>> level & 1) == 1) {
                hashes.add(Digest.of(node));
            }
        }
        return hashes;
    }

    /** Appends a leaf by its hash; the caller leaves the array alone afterwards. */
    public void append(byte[] leaf) {
        append(leaf, (level, index, hash) -> {});
    }

    /** Appends a leaf and says which subtrees it completes, itself included, lowest first. */
    public void append(byte[] leaf, Completed completed) {
        var node = leaf;
        int level = 0;
        completed.node(0, size, node);
        for (; (size >>> level & 1) == 1; level++) {
            node = hasher.node(at(level), node);
            completed.node(level + 1, size >>> (level + 1), node);
        }
        nodes[level] = node;
        size++;
    }

    /** Root of the tree so far. Source: RFC 6962, 2.1. */
    public Digest root() {
        if (size == 0) {
            return Hasher.emptyRoot();
        }
        int level = Long.numberOfTrailingZeros(size);
        var root = at(level);
        for (level++; level < LEVELS; level++) {
            if ((size >>> level & 1) == 1) {
                root = hasher.node(at(level), root);
            }
        }
        return Digest.of(root);
    }

    private byte[] at(int level) {
        var node = nodes[level];
        if (node == null) {
            throw new IllegalStateException("a set bit of the size has a hash");
        }
        return node;
    }
}
