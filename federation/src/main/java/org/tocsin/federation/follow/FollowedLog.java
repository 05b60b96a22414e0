package org.tocsin.federation.follow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tocsin.federation.frame.Frame;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.ledger.checkpoint.Checkpoint;
import org.tocsin.ledger.checkpoint.CheckpointKeys;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.entry.Salted;
import org.tocsin.ledger.follow.BatchVerifier;
import org.tocsin.ledger.follow.Heads;
import org.tocsin.ledger.follow.HeldLog;
import org.tocsin.ledger.follow.LogBatch;
import org.tocsin.ledger.follow.Verified;

/** One log of a peer, as held here. Guarded by itself: two sessions with one peer must not interleave batches. */
final class FollowedLog {
    final Fingerprint peer;
    final Heads heads = new Heads();
    private final CheckpointKeys keys;
    private final BatchVerifier verifier;
    private HeldLog held;
    private long toldSize;

    FollowedLog(Fingerprint peer, HeldLog held, List<String> vkeys) {
        this.peer = peer;
        this.held = held;
        this.keys = new CheckpointKeys(held.origin(), vkeys);
        this.verifier = new BatchVerifier(keys);
        heads.note(held.size(), held.root());
    }

    synchronized HeldLog held() {
        return held;
    }

    boolean signed(Checkpoint checkpoint) {
        return keys.verifies(checkpoint);
    }

    /** Verifies a frame against what is held, and holds the result. */
    synchronized Verified accept(Frame.Batch frame) {
        var verified = verifier.verify(held, logBatch(frame));
        if (verified instanceof Verified.Batch(var next, var _, var _)) {
            held = next;
            heads.note(next.size(), next.root());
        }
        return verified;
    }

    /** The head, if it is larger than the one last told to others. */
    synchronized Optional<Frame.Head> news() {
        if (held.size() <= toldSize) {
            return Optional.empty();
        }
        toldSize = held.size();
        return Optional.of(new Frame.Head(held.origin().toString(), held.size(), held.root()));
    }

    /** Whether a head that somebody tells contradicts what was shown here. */
    synchronized boolean contradicts(long size, Digest root) {
        return heads.rootAt(size).filter(known -> !known.equals(root)).isPresent();
    }

    private static LogBatch logBatch(Frame.Batch frame) {
        var payloads = new ArrayList<@Nullable Salted>();
        for (var payload : frame.payloads()) {
            payloads.add(payload.map(salted -> new Salted(salted.salt(), salted.payload()))
                    .orElse(null));
        }
        return new LogBatch(
                Origin.parse(frame.origin()),
                frame.from(),
                Checkpoint.parse(frame.checkpoint().toArray()),
                frame.entries(),
                payloads,
                frame.proof());
    }
}
