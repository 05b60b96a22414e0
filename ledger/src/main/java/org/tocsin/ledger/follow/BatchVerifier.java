package org.tocsin.ledger.follow;

import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.checkpoint.Checkpoint;
import org.tocsin.ledger.checkpoint.CheckpointKeys;
import org.tocsin.ledger.entry.Entry;
import org.tocsin.ledger.merkle.Frontier;
import org.tocsin.ledger.merkle.Hasher;
import org.tocsin.ledger.merkle.Proofs;

/** Verifies batches of one log with the keys that its owner's descriptor names. Thread-safe. */
public final class BatchVerifier {
    private final CheckpointKeys keys;

    public BatchVerifier(CheckpointKeys keys) {
        this.keys = keys;
    }

    /**
     * Verifies one batch against what is held. Source: FORMATS, batch; RFC 6962, 2.1.2. Cost: one signature, and per entry a
     * leaf hash, about one node hash and the payload's commitment.
     */
    public Verified verify(HeldLog held, LogBatch batch) {
        if (!batch.origin().equals(held.origin())) {
            return rejected(batch, "follow.origin", "a batch of another log than " + held.origin());
        }
        if (batch.entries().size() > LogBatch.ENTRIES.most()
                || batch.payloads().size() != batch.entries().size()) {
            return rejected(batch, "follow.entries", batch.entries().size() + " entries in one batch");
        }
        if (batch.from() > held.size()) {
            return rejected(
                    batch, "follow.gap", held.size() + " entries are held, the batch begins at " + batch.from());
        }
        if (batch.from() < held.size()) {
            return rejected(batch, "follow.replay", held.size() + " entries are held, the batch repeats some");
        }
        var checkpoint = batch.checkpoint();
        var last = held.last();
        boolean known = last != null && last.equals(checkpoint);
        if (!known && !keys.verifies(checkpoint)) {
            return rejected(batch, "follow.signature", "the checkpoint is not signed by this log");
        }
        if (last != null && last.contradicts(checkpoint)) {
            return new Verified.Contradiction(last, checkpoint);
        }
        return extend(held, batch);
    }

    private Verified extend(HeldLog held, LogBatch batch) {
        var frontier = held.frontier();
        var hasher = new Hasher();
        var leaves = new ArrayList<Leaf>(batch.entries().size());
        for (int i = 0; i < batch.entries().size(); i++) {
            var encoded = batch.entries().get(i);
            long index = batch.from() + i;
            if (encoded.size() > Entry.SIZE.most()) {
                return new Verified.Rejected(
                        new Rejection("follow.entry-size", encoded.size() + " bytes"), batch.origin(), index);
            }
            frontier.append(hasher.leaf(encoded.shared()));
            var entry = read(encoded);
            var payload = entry == null ? null : batch.payloads().get(i);
            if (entry != null && payload != null && !payload.matches(entry)) {
                return new Verified.Rejected(
                        new Rejection("follow.commitment", "the payload is not the one that the entry binds"),
                        batch.origin(),
                        index);
            }
            leaves.add(new Leaf(index, encoded, entry, payload));
        }
        if (!leadsTo(frontier, batch)) {
            return rejected(batch, "follow.not-an-extension", "the entries do not lead to the checkpoint's root");
        }
        var last = newer(held.last(), batch.checkpoint());
        var next = new HeldLog(held.origin(), frontier.size(), frontier.hashes(), last);
        return new Verified.Batch(next, leaves, batch.checkpoint());
    }

    private static boolean leadsTo(Frontier frontier, LogBatch batch) {
        var checkpoint = batch.checkpoint();
        if (frontier.size() == checkpoint.size()) {
            return batch.proof().isEmpty() && frontier.root().equals(checkpoint.root());
        }
        if (frontier.size() == 0) {
            return batch.proof().isEmpty();
        }
        return Proofs.consistency(
                frontier.size(), checkpoint.size(), batch.proof(), frontier.root(), checkpoint.root());
    }

    private static Checkpoint newer(@Nullable Checkpoint held, Checkpoint shown) {
        return held != null && held.size() > shown.size() ? held : shown;
    }

    /** What a newer program has written is kept and not acted on. */
    private static @Nullable Entry read(Bytes encoded) {
        try {
            return Entry.decode(encoded.toArray());
        } catch (Rejection notForUs) {
            return null;
        }
    }

    private static Verified rejected(LogBatch batch, String code, String detail) {
        return new Verified.Rejected(new Rejection(code, detail), batch.origin(), batch.from());
    }
}
