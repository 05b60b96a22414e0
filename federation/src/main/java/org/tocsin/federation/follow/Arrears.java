package org.tocsin.federation.follow;

import java.util.ArrayList;
import java.util.List;
import org.tocsin.federation.frame.Frame;
import org.tocsin.federation.store.FollowStore;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.entry.Entry;
import org.tocsin.ledger.entry.Salted;
import org.tocsin.ledger.follow.Leaf;

/**
 * Payloads that a quota left out: asked for when it refills, and believed only if the entry that is held binds them. What was not
 * asked for is not looked at, or a flood would come this way.
 */
final class Arrears {
    private static final System.Logger LOG = System.getLogger(Arrears.class.getName());
    private static final int ASKED_AT_ONCE = 64;

    private final FollowStore store;
    private final Clock clock;

    Arrears(FollowStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What to ask for now. */
    List<Frame.Fetch> due(List<FollowedLog> logs, Quota quota) {
        var fetches = new ArrayList<Frame.Fetch>();
        for (var log : logs) {
            if (!log.backlog.isDue(clock.nanos())) {
                continue;
            }
            int allowed = take(quota);
            var missing = allowed == 0 ? List.<Long>of() : store.missing(log.name.peer(), log.name.origin(), allowed);
            giveBack(quota, allowed - missing.size());
            if (!missing.isEmpty()) {
                log.backlog.asked(missing, clock.nanos());
                fetches.add(new Frame.Fetch(log.name.origin(), missing));
            }
        }
        return fetches;
    }

    /**
     * What came of a question.
     *
     * @param leaves to be acted on
     * @param late the same, to be stored after that
     * @param gone what its owner no longer has
     */
    record Came(List<Leaf> leaves, List<FollowStore.Late> late, List<Long> gone) {}

    /** What came, in the order in which it was asked for; what is not there any more stands as a gap. */
    Came take(FollowedLog log, Frame.Payloads frame, Quota quota) {
        var asked = log.backlog.asked();
        if (asked.isEmpty()) {
            LOG.log(System.Logger.Level.DEBUG, "payloads of {0} that nobody waits for", log.name.origin());
            return new Came(List.of(), List.of(), List.of());
        }
        var leaves = new ArrayList<Leaf>();
        var late = new ArrayList<FollowStore.Late>();
        var gone = new ArrayList<Long>();
        int answers = Math.min(asked.size(), frame.payloads().size());
        for (int i = 0; i < answers; i++) {
            long index = asked.get(i);
            var fetched = frame.payloads().get(i);
            if (fetched.isEmpty()) {
                gone.add(index);
                continue;
            }
            var leaf = leaf(log, index, fetched.get());
            leaves.add(leaf);
            late.add(new FollowStore.Late(index, salted(fetched.get())));
        }
        spend(quota, late);
        return new Came(leaves, late, gone);
    }

    private Leaf leaf(FollowedLog log, long index, Frame.Fetched fetched) {
        var entry = store.entry(log.name.peer(), log.name.origin(), index).map(bytes -> Entry.decode(bytes.toArray()));
        var salted = salted(fetched);
        if (fetched.index() != index || entry.isEmpty() || !salted.matches(entry.get())) {
            throw new Rejection("follow.commitment", "a fetched payload is not the one that its entry binds");
        }
        return new Leaf(index, entry.get().encoded(), entry.get(), salted);
    }

    private static Salted salted(Frame.Fetched fetched) {
        return new Salted(fetched.salted().salt(), fetched.salted().payload());
    }

    private static int take(Quota quota) {
        synchronized (quota) {
            return quota.takeUpTo(ASKED_AT_ONCE);
        }
    }

    private static void giveBack(Quota quota, int unused) {
        synchronized (quota) {
            quota.giveBack(unused);
        }
    }

    private static void spend(Quota quota, List<FollowStore.Late> late) {
        synchronized (quota) {
            late.forEach(one -> quota.spend(one.payload().payload().size()));
        }
    }
}
