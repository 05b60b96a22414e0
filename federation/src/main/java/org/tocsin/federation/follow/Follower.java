package org.tocsin.federation.follow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tocsin.federation.FederationSettings;
import org.tocsin.federation.Peer;
import org.tocsin.federation.StoredEntries;
import org.tocsin.federation.VerifiedBatch;
import org.tocsin.federation.VerifiedBatch.Said;
import org.tocsin.federation.descriptor.LogKeys;
import org.tocsin.federation.descriptor.NodeDescriptor;
import org.tocsin.federation.follow.FollowedLog.Name;
import org.tocsin.federation.frame.Frame;
import org.tocsin.federation.store.FollowStore;
import org.tocsin.federation.store.FollowStore.Pending;
import org.tocsin.federation.store.FollowStore.Row;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.checkpoint.Checkpoint;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.entry.EntryType;
import org.tocsin.ledger.entry.Flags;
import org.tocsin.ledger.entry.Payload;
import org.tocsin.ledger.entry.Salted;
import org.tocsin.ledger.follow.HeldLog;
import org.tocsin.ledger.follow.Leaf;
import org.tocsin.ledger.follow.Verified;

/** Follows the logs of all peers: verifies, hands over at once, stores later. Lives as long as the node, across sessions. */
public final class Follower implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Follower.class.getName());
    /** Ended ones stay on record, so that their owner can't say something else about them later. */
    private static final Limit LOGS = new Limit("follow.logs", 64);

    /** Retractions and renewals are small; what calls itself one and is not waits like all else. */
    private static final int MOST_URGENT_BYTES = 4_096;

    private final FollowStore store;
    private final FederationSettings settings;
    private final Clock clock;
    private final Listener listener;
    private final Projection projection;
    private final Map<Name, FollowedLog> logs = new ConcurrentHashMap<>();
    private final Map<Name, HeldLog> stored = new HashMap<>();
    private final Map<Fingerprint, Quota> quotas = new ConcurrentHashMap<>();
    private final Arrears arrears;
    private volatile Consumer<StoredEntries> after = _ -> {};
    final Gossip gossip;

    /** Who hears of what was verified. */
    public interface Listener {
        /** A batch that one signature vouches for: the signal, before SQL. */
        void verified(VerifiedBatch batch);

        /** Two signed checkpoints that can't both be true. */
        void lied(Fingerprint peer, String how, Checkpoint held, Checkpoint shown);
    }

    public Follower(FollowStore store, FederationSettings settings, Clock clock, Listener listener) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
        projection = new Projection(store, clock, this::written);
        arrears = new Arrears(store, clock);
        gossip = new Gossip(logs.values(), clock);
        for (var log : store.logs()) {
            stored.put(new Name(log.peer(), log.held().origin().toString()), log.held());
        }
    }

    /** What became of a batch. */
    sealed interface Outcome {
        /**
         * It was new and verified, or old and harmless.
         *
         * @param leftOut payloads that wait for the quota
         */
        record Fine(int leftOut) implements Outcome {}

        /** Frames are missing between what is held and what came: ask again from there. */
        record Again(Frame.From from) implements Outcome {}

        /** The peer is not what it should be: say why and close. */
        record Close(Rejection why) implements Outcome {}
    }

    /** The logs to ask for, out of those offered: this peer's own, public or of our circle, by keys of its descriptor. */
    List<Frame.From> wants(Peer peer, NodeDescriptor descriptor, List<Frame.Offer> offers) {
        of(peer.fingerprint()).forEach(log -> log.revise(descriptor));
        var wants = new ArrayList<Frame.From>();
        for (var offer : offers) {
            boolean ours = offer.circle().isEmpty() || offer.circle().get().equals(Offering.CIRCLE);
            var keys = descriptor.log(offer.origin());
            if (ours && keys.isPresent()) {
                var log = log(peer.fingerprint(), descriptor, keys.get());
                if (log.grows()) {
                    wants.add(new Frame.From(offer.origin(), log.held().size()));
                }
            }
        }
        return wants;
    }

    private synchronized FollowedLog log(Fingerprint peer, NodeDescriptor descriptor, LogKeys keys) {
        var name = new Name(peer, keys.origin());
        var known = logs.get(name);
        if (known != null) {
            return known;
        }
        LOGS.check(of(peer).size() + 1);
        var held = stored.getOrDefault(name, HeldLog.empty(Origin.parse(keys.origin())));
        var log = new FollowedLog(peer, held, descriptor, keys.vkeys());
        log.backlog.add(store.missing(peer, keys.origin()));
        logs.put(name, log);
        return log;
    }

    private List<FollowedLog> of(Fingerprint peer) {
        return logs.values().stream()
                .filter(log -> log.name.peer().equals(peer))
                .toList();
    }

    /**
     * The last signed checkpoints that are held of a peer's logs, for the hello to it. Ended ones are left out: a hello is one
     * frame of 64 KiB, and who does not know yet that its log has ended is stopped by its own newer descriptor.
     */
    List<Frame.Held> held(Fingerprint peer) {
        var held = new ArrayList<Frame.Held>();
        for (var log : of(peer)) {
            var last = log.held().last();
            if (last != null && log.grows()) {
                held.add(new Frame.Held(last.origin().toString(), last.size(), last.encoded()));
            }
        }
        return held;
    }

    /** Takes the stored logs of a peer up again at the start, so that its first hello shows what is held. */
    public void resume(NodeDescriptor descriptor) {
        for (var keys : descriptor.logs()) {
            if (stored.containsKey(new Name(descriptor.fingerprint(), keys.origin()))) {
                log(descriptor.fingerprint(), descriptor, keys);
            }
        }
    }

    Outcome batch(Peer peer, Frame.Batch frame) {
        var log = logs.get(new Name(peer.fingerprint(), frame.origin()));
        if (log == null) {
            return new Outcome.Close(new Rejection("follow.not-wanted", "a batch of a log that was not asked for"));
        }
        synchronized (log) {
            return judge(peer, log, frame, log.accept(frame));
        }
    }

    private Outcome judge(Peer peer, FollowedLog log, Frame.Batch frame, Verified verified) {
        return switch (verified) {
            case Verified.Batch(var held, var leaves, var _) -> new Outcome.Fine(hand(peer, held, leaves));
            case Verified.Contradiction(var held, var shown) ->
                lied(log, "it signed two trees of " + shown.size() + " entries", held, shown);
            case Verified.Rejected(var why, var _, var _) ->
                switch (why.code()) {
                    case "follow.gap" ->
                        new Outcome.Again(
                                new Frame.From(log.name.origin(), log.held().size()));
                    case "follow.replay" -> new Outcome.Fine(0);
                    case "follow.not-an-extension" -> {
                        var shown = Checkpoint.parse(frame.checkpoint().toArray());
                        var held = log.notExtendedBy(shown);
                        yield held.isPresent()
                                ? lied(
                                        log,
                                        "its log of " + shown.size() + " entries does not extend",
                                        held.get(),
                                        shown)
                                : new Outcome.Close(why);
                    }
                    default -> new Outcome.Close(why);
                };
        };
    }

    private Outcome lied(FollowedLog log, String how, Checkpoint held, Checkpoint shown) {
        listener.lied(log.name.peer(), how, held, shown);
        return new Outcome.Close(new Rejection("follow.fork", how));
    }

    /** Hands over what is within the quota; returns how many payloads are not. */
    private int hand(Peer peer, HeldLog held, List<Leaf> leaves) {
        long verifiedNanos = clock.nanos();
        var rows = withinQuota(peer, leaves);
        if (!leaves.isEmpty()) {
            var said =
                    rows.stream().map(Follower::said).flatMap(Optional::stream).toList();
            tell(new VerifiedBatch(
                    peer.fingerprint(),
                    held.origin().toString(),
                    leaves.getFirst().index(),
                    said,
                    verifiedNanos));
        }
        projection.add(new Pending(peer.fingerprint(), held, rows));
        return (int) rows.stream().filter(Row::wanted).count();
    }

    /**
     * A listener that fails must not leave a hole in what is stored. Whether an entry that failed may be passed by the cursor is for
     * whoever acts on it to say: entry by entry, and before each cursor is stored, see {@link #beforeStoring}.
     */
    @SuppressWarnings("CatchingUnchecked")
    private void tell(VerifiedBatch batch) {
        try {
            listener.verified(batch);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "a verified batch was not acted on", e);
        }
    }

    /** Leaves out payloads above the peer's quota; what lifts or keeps up a block never waits. */
    private List<Row> withinQuota(Peer peer, List<Leaf> leaves) {
        var quota = quota(peer.fingerprint());
        var rows = new ArrayList<Row>(leaves.size());
        synchronized (quota) {
            for (var leaf : leaves) {
                var payload = leaf.payload();
                boolean fits = payload == null || quota.take(payload.payload().size()) || isUrgent(leaf, payload);
                rows.add(new Row(leaf, !fits));
            }
        }
        return rows;
    }

    /** By its type: a flag is its sender's to set. */
    private static boolean isUrgent(Leaf leaf, Salted payload) {
        var entry = leaf.entry();
        return entry != null
                && (entry.type() == EntryType.RETRACTION.code() || entry.type() == EntryType.RENEWAL.code())
                && payload.payload().size() <= MOST_URGENT_BYTES;
    }

    private Quota quota(Fingerprint peer) {
        return quotas.computeIfAbsent(
                peer, _ -> new Quota(clock, settings.entriesAMinute(), settings.burst(), settings.bytesASecond()));
    }

    private void written(Pending pending) {
        var log = logs.get(new Name(pending.peer(), pending.origin()));
        if (log != null) {
            log.backlog.add(pending.rows().stream().filter(Row::wanted).count());
        }
        var here = pending.rows().stream().filter(row -> !row.wanted());
        after.accept(new StoredEntries(
                pending.peer(),
                pending.origin(),
                here.map(row -> row.leaf().index()).toList()));
    }

    /** Payloads to fetch now that the quota has refilled. */
    List<Frame.Fetch> fetches(Fingerprint peer) {
        return arrears.due(of(peer), quota(peer));
    }

    /** Takes payloads that were fetched, each checked against the entry that bound it. */
    void payloads(Peer peer, Frame.Payloads frame) {
        var log = logs.get(new Name(peer.fingerprint(), frame.origin()));
        if (log == null) {
            throw new Rejection("follow.not-wanted", "payloads of a log that was not asked for");
        }
        var came = arrears.take(log, frame, quota(peer.fingerprint()));
        if (!came.leaves().isEmpty()) {
            var said = came.leaves().stream()
                    .map(leaf -> said(new Row(leaf, false)))
                    .flatMap(Optional::stream)
                    .toList();
            long from = came.leaves().getFirst().index();
            tell(new VerifiedBatch(peer.fingerprint(), frame.origin(), from, said, clock.nanos()));
        }
        if (projection.settle(log, came)) {
            var late = came.late().stream().map(FollowStore.Late::index).toList();
            after.accept(new StoredEntries(peer.fingerprint(), frame.origin(), late));
        }
    }

    private static Optional<Said> said(Row row) {
        var entry = row.leaf().entry();
        if (entry == null || entry.type() > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        var body = row.wanted() ? Optional.<Bytes>empty() : body(row.leaf().payload());
        return Optional.of(new Said(row.leaf().index(), (int) entry.type(), entry.has(Flags.RELAYED), body));
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

    /** A signed checkpoint shown by a third party: only a valid signature accuses. */
    void judge(Peer teller, Frame.Shown shown) {
        gossip.judge(teller.fingerprint(), shown)
                .ifPresent(lie -> lied(lie.log(), "it showed another peer another log", lie.held(), lie.shown()));
    }

    /** Logs that could not be stored for a while: to be followed again from where the store stands, by peer. */
    Map<Fingerprint, List<Frame.From>> recovered() {
        var again = new HashMap<Fingerprint, List<Frame.From>>();
        for (var name : projection.recovered()) {
            var log = logs.get(name);
            if (log != null) {
                log.rewind(store.log(name.peer(), name.origin()).orElse(HeldLog.empty(Origin.parse(name.origin()))));
                again.computeIfAbsent(name.peer(), _ -> new ArrayList<>())
                        .add(new Frame.From(name.origin(), log.held().size()));
            }
        }
        return again;
    }

    /** How many entries are held of each log. */
    public Map<String, Long> sizes() {
        var sizes = new TreeMap<String, Long>();
        logs.values().forEach(log -> sizes.merge(log.name.origin(), log.held().size(), Math::max));
        return sizes;
    }

    /** Entries and payloads of a peer that are known of and not here yet. */
    public long behind(Fingerprint peer) {
        return of(peer).stream()
                .mapToLong(log -> log.behind() + log.backlog.waiting())
                .sum();
    }

    /** Runs before each cursor is stored, see {@link Projection#before}. */
    public void beforeStoring(Runnable work) {
        projection.before(work);
    }

    /** Hears of what was stored with its cursor, on the thread that stored it. */
    public void afterStoring(Consumer<StoredEntries> heard) {
        after = heard;
    }

    /** Writes what waits. */
    @Override
    public void close() {
        projection.close();
    }
}
