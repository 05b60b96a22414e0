package org.tocsin.ledger.follow;

import java.util.List;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.checkpoint.Checkpoint;
import org.tocsin.ledger.checkpoint.Origin;

/** What became of a batch. */
public sealed interface Verified {
    /**
     * The batch extends what was held.
     *
     * @param held what is held from now on
     */
    record Batch(HeldLog held, List<Leaf> leaves, Checkpoint checkpoint) implements Verified {
        public Batch {
            leaves = List.copyOf(leaves);
        }
    }

    /** Two signed checkpoints that can't both be true: proof of a lie that convinces everybody. */
    record Contradiction(Checkpoint held, Checkpoint shown) implements Verified {}

    /**
     * The batch is refused and nothing of it is kept.
     *
     * @param index of the entry that is to blame, or of the batch's first
     */
    record Rejected(Rejection why, Origin origin, long index) implements Verified {}
}
