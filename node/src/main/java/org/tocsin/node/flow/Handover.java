package org.tocsin.node.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tocsin.federation.VerifiedBatch;
import org.tocsin.federation.VerifiedBatch.Said;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Recurring;
import org.tocsin.kernel.Rejection;

/**
 * Hands a batch over entry by entry: one that fails keeps no other from being heard. It is tried again each second, ten times.
 *
 * <p>Whether its cause will pass nobody can tell from the exception. So while it is tried, the cursor is not stored: whoever is
 * killed meanwhile follows it again. An entry that fails each time is given up, loudly, and its payload stays in the store: it must
 * not hold up everybody's logs for ever, and a member who has found such an entry could say it again and again. Hence cursors are held
 * for ten seconds of a minute at most. A full disk is none of this: acting on an entry writes nothing, and what it left in memory
 * must be stored before the cursor is ({@code Federation.beforeCursor}).
 */
final class Handover {
    static final int TRIES = 10;
    private static final System.Logger LOG = System.getLogger(Handover.class.getName());
    private static final int MOST_WAITING = 1_000;
    private static final long HELD = Duration.ofSeconds(TRIES).toNanos();
    private static final long EACH = Duration.ofMinutes(1).toNanos();

    private final Ear ear;
    private final Consumer<Failed> troubles;
    private final Clock clock;
    private final Map<Which, Failed> waiting = new LinkedHashMap<>();
    private final Recurring trouble;
    /** When it was told last, of each log that was followed: as many as there are peers. */
    private final Map<News, Long> said = new HashMap<>();

    /** Taken out of those that wait, and not yet known to be done. */
    private int trying;

    private long heldSince;

    /** Who acts on an entry. */
    @FunctionalInterface
    interface Ear {
        /** @param cause the line of the timeline that told of its batch */
        void hear(Fingerprint reporter, String origin, Said said, long cause);
    }

    /**
     * An entry that could not be acted on.
     *
     * @param tries how often it has failed by now
     */
    record Failed(Fingerprint reporter, String origin, Said said, long cause, int tries) {
        boolean isGivenUp() {
            return tries >= TRIES;
        }

        private Which which() {
            return new Which(reporter, origin, said.index());
        }

        private Failed again() {
            return new Failed(reporter, origin, said, cause, tries + 1);
        }
    }

    /** @param troubles hears of an entry when it fails first and when it is given up, of each log once a minute */
    Handover(Ear ear, Consumer<Failed> troubles, Clock clock) {
        this.ear = ear;
        this.troubles = troubles;
        this.clock = clock;
        this.trouble = new Recurring(LOG, clock);
        heldSince = clock.nanos() - EACH;
    }

    void hand(VerifiedBatch batch, long cause) {
        attempt(batch.said().stream()
                .map(said -> new Failed(batch.reporter(), batch.origin(), said, cause, 0))
                .map(this::known)
                .toList());
    }

    /** One that waits and comes again, its payload late, is still the same: it has no more tries for that, nor a second place. */
    private synchronized Failed known(Failed entry) {
        var before = waiting.remove(entry.which());
        return before == null
                ? entry
                : new Failed(entry.reporter(), entry.origin(), entry.said(), entry.cause(), before.tries());
    }

    /** Tries again what has failed; call it every second. */
    void again() {
        List<Failed> due;
        synchronized (this) {
            due = List.copyOf(waiting.values());
            waiting.clear();
            trying += due.size();
        }
        try {
            attempt(due);
        } finally {
            tried(due.size());
        }
    }

    private synchronized void tried(int entries) {
        trying -= entries;
    }

    @SuppressWarnings("CatchingUnchecked")
    private void attempt(List<Failed> entries) {
        var told = new ArrayList<Failed>();
        for (var entry : entries) {
            try {
                ear.hear(entry.reporter(), entry.origin(), entry.said(), entry.cause());
            } catch (RuntimeException e) {
                var failed = keep(entry.again());
                if (failed.tries() == 1 || failed.isGivenUp()) {
                    if (isNews(failed)) {
                        told.add(failed);
                    }
                    trouble.warn(
                            "an entry of " + failed.origin()
                                    + (failed.isGivenUp()
                                            ? " is given up"
                                            : " could not be acted on and is tried again"),
                            new IllegalStateException("entry " + failed.said().index(), e));
                }
            }
        }
        told.forEach(troubles);
    }

    /** Of each log once a minute: a member whose entries fail by the thousand must not fill the timeline with them. */
    private synchronized boolean isNews(Failed failed) {
        long now = clock.nanos();
        var last = said.get(new News(failed.origin(), failed.isGivenUp()));
        if (last != null && now - last < EACH) {
            return false;
        }
        said.put(new News(failed.origin(), failed.isGivenUp()), now);
        return true;
    }

    private record News(String origin, boolean givenUp) {}

    private record Which(Fingerprint reporter, String origin, long index) {}

    /** Whoever finds no room among those that wait is given up at once. */
    private synchronized Failed keep(Failed failed) {
        if (failed.isGivenUp()) {
            return failed;
        }
        if (waiting.size() >= MOST_WAITING && !waiting.containsKey(failed.which())) {
            return new Failed(failed.reporter(), failed.origin(), failed.said(), failed.cause(), TRIES);
        }
        waiting.put(failed.which(), failed);
        return failed;
    }

    /** Refuses ({@code follow.waits}) while the cursor must not pass what waits; asked before it is stored. */
    synchronized void requireNothingWaits() {
        long now = clock.nanos();
        if (waiting.isEmpty() && trying == 0) {
            return;
        }
        if (now - heldSince >= EACH) {
            heldSince = now;
        }
        if (now - heldSince < HELD) {
            throw new Rejection(
                    "follow.waits", (waiting.size() + trying) + " entries could not be acted on and are tried again");
        }
    }
}
