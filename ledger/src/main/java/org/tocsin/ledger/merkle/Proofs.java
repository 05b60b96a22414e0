package org.tocsin.ledger.merkle;

import java.util.List;
import org.tocsin.kernel.Digest;

/**
 * Verifies proofs. Strict: impossible ranges, too many and too few hashes fail; the climb must end at the top.
 * Sources: RFC 9162, 2.1.3.2 and 2.1.4.2; subtrees as in draft-ietf-plants-merkle-tree-certs, section 4.
 */
public final class Proofs {
    private Proofs() {}

    /** Whether the leaf hash stands at the index of the tree with this size and root. */
    public static boolean inclusion(long index, long size, Digest leaf, List<Digest> proof, Digest root) {
        if (index < 0 || index >= size) {
            return false;
        }
        var hasher = new Hasher();
        long at = index;
        long last = size - 1;
        var hash = leaf.toArray();
        for (var step : proof) {
            if (last == 0) {
                return false;
            }
            if ((at & 1) == 1 || at == last) {
                hash = hasher.node(step.bytes().shared(), hash);
                while ((at & 1) == 0) {
                    at >>>= 1;
                    last >>>= 1;
                }
            } else {
                hash = hasher.node(hash, step.bytes().shared());
            }
            at >>>= 1;
            last >>>= 1;
        }
        return last == 0 && Digest.of(hash).equals(root);
    }

    /** Whether the larger tree extends the smaller. An empty smaller tree is refused: what that means is for the caller. */
    public static boolean consistency(
            long smaller, long larger, List<Digest> proof, Digest smallerRoot, Digest largerRoot) {
        return smaller > 0 && subtreeConsistency(0, smaller, larger, proof, smallerRoot, largerRoot);
    }

    /** Whether the leaf hash stands at the index of the log and inside the subtree with this root. */
    public static boolean subtreeInclusion(
            long index, long start, long end, Digest leaf, List<Digest> proof, Digest root) {
        return isSubtree(start, end) && index >= start && inclusion(index - start, end - start, leaf, proof, root);
    }

    /** Whether the subtree is the part start..end of the tree with this size and root; an empty part is in every tree. */
    public static boolean subtreeConsistency(
            long start, long end, long size, List<Digest> proof, Digest subtreeRoot, Digest root) {
        if (start == end && start >= 0 && end <= size) {
            return proof.isEmpty() && subtreeRoot.equals(Hasher.emptyRoot());
        }
        if (!isSubtree(start, end) || end > size) {
            return false;
        }
        long first = start;
        long last = end - 1;
        long top = size - 1;
        boolean rightEdge = last == top;
        while (first != last && (rightEdge || (last & 1) == 1)) {
            first >>>= 1;
            last >>>= 1;
            top >>>= 1;
        }
        var steps = proof.iterator();
        if (first != last && !steps.hasNext()) {
            return false;
        }
        var hasher = new Hasher();
        var part = first == last ? subtreeRoot.toArray() : steps.next().toArray();
        var whole = part;
        while (steps.hasNext()) {
            var step = steps.next().bytes().shared();
            if (top == 0) {
                return false;
            }
            if ((last & 1) == 1 || last == top) {
                part = first < last ? hasher.node(step, part) : part;
                whole = hasher.node(step, whole);
                while ((last & 1) == 0) {
                    first >>>= 1;
                    last >>>= 1;
                    top >>>= 1;
                }
            } else {
                whole = hasher.node(whole, step);
            }
            first >>>= 1;
            last >>>= 1;
            top >>>= 1;
        }
        return top == 0
                && Digest.of(part).equals(subtreeRoot)
                && Digest.of(whole).equals(root);
    }

    /** Whether start..end is a node of some tree, perhaps one cut off at the right. */
    private static boolean isSubtree(long start, long end) {
        if (start < 0 || end <= start) {
            return false;
        }
        long count = end - start;
        long width = count == 1 ? 1 : Long.highestOneBit(count - 1) << 1;
        return width > 0 && start % width == 0;
    }
}
