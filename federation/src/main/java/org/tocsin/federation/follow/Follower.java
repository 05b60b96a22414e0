package org.tocsin.federation.follow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tocsin.federation.FederationSettings;
import org.tocsin.federation.Peer;
import org.tocsin.federation.VerifiedBatch;
import org.tocsin.federation.VerifiedBatch.Said;
import org.tocsin.federation.descriptor.NodeDescriptor;
import org.tocsin.federation.frame.Frame;
import org.tocsin.federation.store.FollowStore;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.checkpoint.Checkpoint;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.entry.Entry;
import org.tocsin.ledger.entry.Flags;
import org.tocsin.ledger.entry.Payload;
import org.tocsin.ledger.entry.Salted;
import org.tocsin.ledger.follow.HeldLog;
import org.tocsin.ledger.follow.Leaf;
import org.tocsin.ledger.follow.Verified;

/** Follows the logs of all peers: verifies, hands over at once, stores later. Lives as long as the node, across sessions. */
public final class Follower implements AutoCloseable {
    private static final int FETCHED_AT_ONCE = 64;

    private final FollowStore store;
    private final FederationSettings settings;
    private final Clock clock;
    private final Listener listener;
    private final Projection projection;
    private final Map<String, FollowedLog> logs = new ConcurrentHashMap<>();
    private final Map<String, HeldLog> stored = new ConcurrentHashMap<>();
    private final Map<Fingerprint, Quota> quotas = new ConcurrentHashMap<>();

    /** Who hears of what was verified. */
    public interface Listener {
        /** A batch that one signature vouches for: the signal, before SQL. */
        void verified(VerifiedBatch batch);

        /** Two signed checkpoints that can't both be true. */
        void lied(Fingerprint peer, Checkpoint held, Checkpoint shown);
    }

    public Follower(FollowStore store, FederationSettings settings, Clock clock, Listener listener) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
        projection = new Projection(store, clock);
        store.logs().forEach(log -> stored.put(log.held().origin().toString(), log.held()));
    }

    /** What became of a batch. */
    sealed interface Outcome {
        /** It was new and verified, or old and harmless. */
        record Fine() implements Outcome {}

        /** Frames are missing between what is held and what came: ask again from there. */
        record Again(Frame.From from) implements Outcome {}

        /** The peer is not what it should be: say why and close. */
        record Close(Rejection why) implements Outcome {}
    }

    /** The logs to ask for, out of those offered: this peer's own, public or of our circle, by keys of its descriptor. */
    List<Frame.From> wants(Peer peer, NodeDescriptor descriptor, List<Frame.Offer> offers) {
        var wants = new ArrayList<Frame.From>();
        for (var offer : offers) {
            boolean ours = offer.circle().isEmpty() || offer.circle().get().equals(Offering.CIRCLE);
            var keys = descriptor.log(offer.origin());
            if (ours && keys.isPresent()) {
                var origin = Origin.parse(offer.origin());
                var log = logs.computeIfAbsent(
                        offer.origin(),
                        name -> new FollowedLog(
                                peer.fingerprint(),
                                stored.getOrDefault(name, HeldLog.empty(origin)),
                                keys.get().vkeys()));
                if (log.peer.equals(peer.fingerprint())) {
                    wants.add(new Frame.From(offer.origin(), log.held().size()));
                }
            }
        }
        return wants;
    }

    /** The last signed checkpoints that are held of a peer's logs, for the hello to it. */
    List<Frame.Held> held(Fingerprint peer) {
        var held = new ArrayList<Frame.Held>();
        for (var log : logs.values()) {
            var last = log.peer.equals(peer) ? log.held().last() : null;
            if (last != null) {
                held.add(new Frame.Held(last.origin().toString(), last.size(), last.encoded()));
            }
        }
        return held;
    }

    /** Takes the stored logs of a peer up again at the start, so that its first hello shows what is held. */
    public void resume(NodeDescriptor descriptor) {
        for (var keys : descriptor.logs()) {
            var held = stored.get(keys.origin());
            if (held != null) {
                logs.computeIfAbsent(keys.origin(), _ -> new FollowedLog(descriptor.fingerprint(), held, keys.vkeys()));
            }
        }
    }

    Outcome batch(Peer peer, Frame.Batch frame) {
        var log = logs.get(frame.origin());
        if (log == null || !log.peer.equals(peer.fingerprint())) {
            return new Outcome.Close(new Rejection("follow.not-wanted", "a batch of a log that was not asked for"));
        }
        synchronized (log) {
            return judge(peer, log, log.accept(frame));
        }
    }

    private Outcome judge(Peer peer, FollowedLog log, Verified verified) {
        return switch (verified) {
            case Verified.Batch(var held, var leaves, var _) -> {
                hand(peer, held, leaves);
                yield new Outcome.Fine();
            }
            case Verified.Contradiction(var held, var shown) -> {
                listener.lied(peer.fingerprint(), held, shown);
                yield new Outcome.Close(new Rejection("follow.fork", "two signed checkpoints contradict each other"));
            }
            case Verified.Rejected(var why, var _, var _) ->
                switch (why.code()) {
                    case "follow.gap" ->
                        new Outcome.Again(new Frame.From(
                                log.held().origin().toString(), log.held().size()));
                    case "follow.replay" -> new Outcome.Fine();
                    default -> new Outcome.Close(why);
                };
        };
    }

    private void hand(Peer peer, HeldLog held, List<Leaf> leaves) {
        if (leaves.isEmpty()) {
            projection.add(new FollowStore.Pending(peer.fingerprint(), held, List.of()));
            return;
        }
        long verifiedNanos = clock.nanos();
        var kept = withinQuota(peer, leaves);
        var said = kept.stream().map(Follower::said).flatMap(Optional::stream).toList();
        long from = leaves.getFirst().index();
        listener.verified(new VerifiedBatch(peer.fingerprint(), held.origin().toString(), from, said, verifiedNanos));
        projection.add(new FollowStore.Pending(peer.fingerprint(), held, kept));
    }

    /** Leaves out payloads above the peer's quota; what lifts or keeps up a block never waits. */
    private List<Leaf> withinQuota(Peer peer, List<Leaf> leaves) {
        var quota = quota(peer.fingerprint());
        var kept = new ArrayList<Leaf>(leaves.size());
        synchronized (quota) {
            for (var leaf : leaves) {
                var payload = leaf.payload();
                boolean urgent = leaf.entry() != null && leaf.entry().has(Flags.URGENT);
                boolean fits = payload == null || quota.take(payload.payload().size()) || urgent;
                kept.add(fits ? leaf : new Leaf(leaf.index(), leaf.encoded(), leaf.entry(), null));
            }
        }
        return kept;
    }

    private Quota quota(Fingerprint peer) {
        return quotas.computeIfAbsent(
                peer, _ -> new Quota(clock, settings.entriesAMinute(), settings.burst(), settings.bytesASecond()));
    }

    /** Payloads to fetch now that the quota has refilled. */
    List<Frame.Fetch> fetches(Fingerprint peer) {
        var fetches = new ArrayList<Frame.Fetch>();
        for (var log : logs.values()) {
            if (log.peer.equals(peer)) {
                int most = Math.min(FETCHED_AT_ONCE, quota(peer).free());
                var missing = most == 0
                        ? List.<Long>of()
                        : store.missing(log.held().origin().toString(), most);
                if (!missing.isEmpty()) {
                    fetches.add(new Frame.Fetch(log.held().origin().toString(), missing));
                }
            }
        }
        return fetches;
    }

    /** Takes payloads that were fetched, each checked against the entry that bound it. */
    void payloads(Peer peer, Frame.Payloads frame) {
        var log = logs.get(frame.origin());
        if (log == null || !log.peer.equals(peer.fingerprint())) {
            return;
        }
        for (var fetched : frame.payloads()) {
            fetched.ifPresent(one -> fill(peer, frame.origin(), one));
        }
    }

    private void fill(Peer peer, String origin, Frame.Fetched fetched) {
        var entry = store.entry(origin, fetched.index()).map(bytes -> Entry.decode(bytes.toArray()));
        var salted = new Salted(fetched.salted().salt(), fetched.salted().payload());
        if (entry.isEmpty() || !salted.matches(entry.get())) {
            throw new Rejection("follow.commitment", "a fetched payload is not the one that its entry binds");
        }
        store.fill(origin, fetched.index(), salted);
        var leaf = new Leaf(fetched.index(), entry.get().encoded(), entry.get(), salted);
        var said = said(leaf).map(List::of).orElse(List.of());
        listener.verified(new VerifiedBatch(peer.fingerprint(), origin, fetched.index(), said, clock.nanos()));
    }

    private static Optional<Said> said(Leaf leaf) {
        var entry = leaf.entry();
        if (entry == null || entry.type() > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        return Optional.of(new Said(leaf.index(), (int) entry.type(), entry.has(Flags.RELAYED), body(leaf.payload())));
    }

    /** A payload that can't be read is as good as none; its entry stays. */
    private static Optional<Bytes> body(@Nullable Salted payload) {
        try {
            return payload == null
                    ? Optional.empty()
                    : Optional.of(Payload.decode(payload.payload().toArray()).body());
        } catch (Rejection unreadable) {
            return Optional.empty();
        }
    }

    /** Heads that grew since they were last told. */
    public List<FollowedHead> news() {
        var news = new ArrayList<FollowedHead>();
        logs.values().forEach(log -> log.news().ifPresent(head -> news.add(new FollowedHead(log.peer, head))));
        return news;
    }

    /** A head of a followed log and whose it is. */
    public record FollowedHead(Fingerprint peer, Frame.Head head) {}

    /** A head told by a third party: asks for the signed checkpoint if it contradicts what was shown here. */
    Optional<Frame.Show> compare(Frame.Head head) {
        var log = logs.get(head.origin());
        return log != null && log.contradicts(head.size(), head.root())
                ? Optional.of(new Frame.Show(head.origin(), head.size()))
                : Optional.empty();
    }

    /** The last signed checkpoint held of a third party's log. */
    Optional<Frame.Shown> shown(Frame.Show show) {
        var log = logs.get(show.origin());
        var last = log == null ? null : log.held().last();
        return last == null ? Optional.empty() : Optional.of(new Frame.Shown(show.origin(), last.encoded()));
    }

    /** A signed checkpoint shown by a third party: only a valid signature accuses. */
    void judge(Frame.Shown shown) {
        var log = logs.get(shown.origin());
        if (log == null) {
            return;
        }
        var checkpoint = Checkpoint.parse(shown.checkpoint().toArray());
        var last = log.held().last();
        if (last != null && log.signed(checkpoint) && log.contradicts(checkpoint.size(), checkpoint.root())) {
            listener.lied(log.peer, last, checkpoint);
        }
    }

    /** How many entries are held of each log. */
    public Map<String, Long> sizes() {
        var sizes = new TreeMap<String, Long>();
        logs.forEach((origin, log) -> sizes.put(origin, log.held().size()));
        return sizes;
    }

    /** Writes what waits. */
    @Override
    public void close() {
        projection.close();
    }
}
