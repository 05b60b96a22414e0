package org.tocsin.ledger.merkle;

/** Where a prover finds the hashes of complete subtrees. */
@FunctionalInterface
public interface Nodes {
    /**
     * Hash of the complete subtree over the leaves {@code index * 2^level} to {@code (index + 1) * 2^level}.
     *
     * @param level 0 for leaves
     */
    byte[] node(int level, long index);
}
