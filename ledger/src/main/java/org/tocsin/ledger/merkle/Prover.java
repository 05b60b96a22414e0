package org.tocsin.ledger.merkle;

import java.util.ArrayList;
import java.util.List;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Rejection;

/** Makes proofs out of stored hashes; memory and reads are bounded by the tree's height. One thread at a time. */
public final class Prover {
    private final Nodes nodes;
    private final Hasher hasher = new Hasher();

    public Prover(Nodes nodes) {
        this.nodes = nodes;
    }

    /** Root of the tree of the first {@code size} leaves. */
    public Digest root(long size) {
        return size == 0 ? Hasher.emptyRoot() : Digest.of(range(0, size));
    }

    /** The compact range of the tree of the first {@code size} leaves. */
    public Frontier frontier(long size) {
        var hashes = new ArrayList<Digest>();
        long from = 0;
        for (int level = Long.SIZE - 2; level >= 0; level--) {
            if ((size >>> level & 1) == 1) {
                hashes.add(Digest.of(nodes.node(level, from >>> level)));
                from += 1L << level;
            }
        }
        return Frontier.of(size, hashes);
    }

    /** Proof that the leaf is in the tree, lowest hash first. Source: RFC 6962, 2.1.1, PATH. */
    public List<Digest> inclusion(long index, long size) {
        if (index < 0 || index >= size) {
            throw new Rejection("merkle.range", "leaf " + index + " is not in a tree of " + size);
        }
        var proof = new ArrayList<Digest>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long split = from + split(to - from);
            if (index < split) {
                proof.add(Digest.of(range(split, to)));
                to = split;
            } else {
                proof.add(Digest.of(range(from, split)));
                from = split;
            }
        }
        return proof.reversed();
    }

    /** Proof that the larger tree extends the smaller, empty if they are one or the smaller is empty. Source: RFC 6962, 2.1.2. */
    public List<Digest> consistency(long smaller, long larger) {
        if (smaller < 0 || smaller > larger) {
            throw new Rejection("merkle.range", "a tree of " + larger + " does not extend one of " + smaller);
        }
        var proof = new ArrayList<Digest>();
        if (smaller == 0 || smaller == larger) {
            return proof;
        }
        long from = 0;
        long to = larger;
        while (smaller < to) {
            long split = from + split(to - from);
            if (smaller <= split) {
                proof.add(Digest.of(range(split, to)));
                to = split;
            } else {
                proof.add(Digest.of(range(from, split)));
                from = split;
            }
        }
        if (from > 0) {
            proof.add(Digest.of(range(from, to)));
        }
        return proof.reversed();
    }

    /** Hash over the leaves from..to, where from is a multiple of the smallest power of two that holds the range. */
    private byte[] range(long from, long to) {
        long count = to - from;
        if (Long.bitCount(count) == 1) {
            int level = Long.numberOfTrailingZeros(count);
            return nodes.node(level, from >>> level);
        }
        long split = from + split(count);
        return hasher.node(range(from, split), range(split, to));
    }

    /** Largest power of two below the count. */
    private static long split(long count) {
        return Long.highestOneBit(count - 1);
    }
}
