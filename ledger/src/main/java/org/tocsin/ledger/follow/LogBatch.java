package org.tocsin.ledger.follow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Limit;
import org.tocsin.ledger.checkpoint.Checkpoint;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.entry.Salted;

/**
 * Consecutive entries of one log with the checkpoint that vouches for them: what the batch frame carries. Source: FORMATS,
 * Follow and offer.
 *
 * @param from index of the first entry
 * @param entries as they are hashed
 * @param payloads one for each entry, null where it is withheld, erased or fetched later
 * @param proof that the tree of {@code from + |entries|} leads to the checkpoint's; empty if they are one
 */
public record LogBatch(
        Origin origin,
        long from,
        Checkpoint checkpoint,
        List<Bytes> entries,
        List<@Nullable Salted> payloads,
        List<Digest> proof) {
    /** Entries in one batch. */
    public static final Limit ENTRIES = new Limit("batch.entries", 1_024);

    /** Written out in full: a compact constructor drops the annotation of the payloads from the class file. */
    public LogBatch(
            Origin origin,
            long from,
            Checkpoint checkpoint,
            List<Bytes> entries,
            List<@Nullable Salted> payloads,
            List<Digest> proof) {
        this.origin = origin;
        this.from = from;
        this.checkpoint = checkpoint;
        this.entries = List.copyOf(entries);
        this.payloads = Collections.unmodifiableList(new ArrayList<@Nullable Salted>(payloads));
        this.proof = List.copyOf(proof);
    }

    /** Index behind the last entry. */
    public long to() {
        return from + entries.size();
    }
}
