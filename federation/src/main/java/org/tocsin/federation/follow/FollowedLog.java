package org.tocsin.federation.follow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tocsin.federation.descriptor.NodeDescriptor;
import org.tocsin.federation.frame.Frame;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Rejection;
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
    /** Signed checkpoints kept to be shown to whoever doubts a head; heads are told once a second. */
    private static final int SHOWABLE = 32;

    final Name name;
    final Backlog backlog = new Backlog();
    private final Heads heads = new Heads();
    private final CheckpointKeys keys;
    private final BatchVerifier verifier;
    private final Map<Long, Checkpoint> showable = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Checkpoint> eldest) {
            return size() > SHOWABLE;
        }
    };
    private HeldLog held;
    private long mayGrowTo;
    private long toldSize;

    /** Whose log: two peers may name the same origin, one of them to keep the other's word from being heard. */
    record Name(Fingerprint peer, String origin) {}

    FollowedLog(Fingerprint peer, HeldLog held, NodeDescriptor descriptor, List<String> vkeys) {
        this.name = new Name(peer, held.origin().toString());
        this.held = held;
        this.keys = new CheckpointKeys(held.origin(), vkeys);
        this.verifier = new BatchVerifier(keys);
        note();
        revise(descriptor);
    }

    synchronized HeldLog held() {
        return held;
    }

    /** A newer descriptor may have ended this log. */
    synchronized void revise(NodeDescriptor descriptor) {
        mayGrowTo = descriptor.mayGrowTo(name.origin(), held.size());
    }

    /** Whether more of it can come. */
    synchronized boolean grows() {
        return held.size() < mayGrowTo;
    }

    /** Entries that a signed checkpoint speaks of and that have not come yet. */
    synchronized long behind() {
        var last = held.last();
        return last == null ? 0 : Math.max(0, last.size() - held.size());
    }

    /** Verifies a frame against what is held, and holds the result. */
    synchronized Verified accept(Frame.Batch frame) {
        var batch = logBatch(frame);
        if (batch.checkpoint().size() > mayGrowTo || batch.to() > mayGrowTo) {
            var ended = new Rejection("follow.ended", name.origin() + " has ended at " + mayGrowTo);
            return new Verified.Rejected(ended, batch.origin(), batch.from());
        }
        var verified = verifier.verify(held, batch);
        if (verified instanceof Verified.Batch(var next, var _, var _)) {
            held = next;
            note();
        }
        return verified;
    }

    private void note() {
        heads.note(held.size(), held.root());
        var last = held.last();
        if (last != null) {
            showable.put(last.size(), last);
        }
    }

    /** Goes back to what is stored, to follow again from there; the newest checkpoint is not forgotten. */
    synchronized void rewind(HeldLog stored) {
        if (stored.size() < held.size()) {
            held = new HeldLog(stored.origin(), stored.size(), stored.range(), held.last());
        }
    }

    /** The head, if a checkpoint of exactly that size can be shown and nobody was told of it yet. */
    synchronized Optional<Frame.Head> news() {
        if (held.size() <= toldSize || behind() > 0) {
            return Optional.empty();
        }
        toldSize = held.size();
        return Optional.of(new Frame.Head(name.origin(), held.size(), held.root()));
    }

    /** Whether a head that somebody tells contradicts what was shown here. */
    synchronized boolean contradicts(Frame.Head head) {
        return heads.rootAt(head.size())
                .filter(known -> !known.equals(head.root()))
                .isPresent();
    }

    /** The signed checkpoint of that size, while it is remembered. */
    synchronized Optional<Checkpoint> shown(long size) {
        return Optional.ofNullable(showable.get(size));
    }

    /** What was held when a checkpoint, signed by this log, shows that it told two truths; empty if it does not. */
    synchronized Optional<Checkpoint> brokenBy(Checkpoint shown) {
        var known = heads.rootAt(shown.size());
        if (known.isEmpty() || known.get().equals(shown.root()) || !keys.verifies(shown)) {
            return Optional.empty();
        }
        return Optional.ofNullable(showable.getOrDefault(shown.size(), held.last()));
    }

    /** What was held when its owner sent a signed checkpoint with entries that do not lead there; empty if nothing was. */
    synchronized Optional<Checkpoint> notExtendedBy(Checkpoint shown) {
        var last = held.last();
        return last != null && shown.size() > last.size() ? Optional.of(last) : brokenBy(shown);
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
