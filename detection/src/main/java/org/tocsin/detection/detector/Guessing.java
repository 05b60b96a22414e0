package org.tocsin.detection.detector;

import org.jspecify.annotations.Nullable;

/**
 * Brute force: log-ins that fail at one service, seen by reading them, or guessed from many short connections where they can't be
 * read. Weighted within a minute: a refusal that was read 2, a short SSH connection 2, another short connection 1. Five different
 * refused credentials are enough by themselves: who has forgotten a password tries fewer, who is set up wrongly tries one.
 */
final class Guessing {
    static final long WINDOW = 60_000_000_000L;
    static final int ENOUGH = 20;
    static final int CREDENTIALS = 5;
    private static final long CREDENTIALS_WINDOW = 600_000_000_000L;
    private static final int TARGETS = 2;
    private static final int EVENTS = 20;
    /** Gaps this regular come from a clock, not from a guesser: polling. */
    private static final double CLOCK = 0.1;

    private final @Nullable Target[] targets = new @Nullable Target[TARGETS];
    private @Nullable Target latest;

    /** Log-ins at one service. */
    static final class Target {
        final long high;
        final long low;
        final int port;
        /** The connections are whose they say; those that may be forged are counted apart, so that none speaks for the other. */
        final boolean proven;

        final Episode episode = new Episode();
        /** Log-ins with factory credentials, which a client may repeat all day. */
        final Episode factory = new Episode();
        /** As above, of clients that bring one pair by themselves. */
        private @Nullable Episode habit;

        /** Ticks, the lowest bit telling a weight of two. */
        private final int[] events = new int[EVENTS];

        private int filled;
        private int next;
        private int[] credentials = new int[0];
        private int credentialCount;
        private long credentialsSince;
        int listed;
        int refusals;
        /** Those of {@link #refusals} that somebody else may have had fetched. */
        private int fetched;

        int connections;
        /** Those of {@link #connections} that spoke SSH. */
        int ssh;

        long firstNumber = Long.MAX_VALUE;
        long firstTime;
        long last;

        Target(long high, long low, int port, boolean proven) {
            this.high = high;
            this.low = low;
            this.port = port;
            this.proven = proven;
        }

        private Episode habit() {
            if (habit == null) {
                habit = new Episode();
            }
            return habit;
        }

        private boolean is(long toHigh, long toLow, int toPort, boolean how) {
            return low == toLow && high == toHigh && port == toPort && proven == how;
        }

        int weight(long now) {
            int weight = 0;
            for (int i = 0; i < filled; i++) {
                weight += Tick.within(events[i], now, WINDOW) ? 1 + (events[i] & 1) : 0;
            }
            return weight;
        }

        /** Whether it is of use no longer. */
        private boolean idle(long now) {
            return now - last > (credentialCount > 0 ? CREDENTIALS_WINDOW : WINDOW);
        }

        private boolean refusedAnother(int pair, long now) {
            boolean other = false;
            for (int i = 0; i < credentialCount && now - credentialsSince <= CREDENTIALS_WINDOW; i++) {
                other |= credentials[i] != pair;
            }
            return other;
        }

        /** Whether all of it may have been had done by somebody else. */
        boolean fetchedOnly() {
            return fetched > 0 && fetched == refusals && connections == 0;
        }

        int credentialCount() {
            return credentialCount;
        }

        private void begin(long now, long started, long number) {
            boolean stale = last != 0 && now - last > CREDENTIALS_WINDOW;
            if (stale || firstNumber == Long.MAX_VALUE) {
                firstNumber = number;
                firstTime = started;
                refusals = 0;
                fetched = 0;
                connections = 0;
                ssh = 0;
                listed = 0;
                credentialCount = 0;
            }
            last = now;
            episode.touch(now);
            episode.grow();
        }

        private void event(long now, int weight) {
            events[next] = (Tick.of(now) & ~1) | (weight - 1);
            next = (next + 1) % EVENTS;
            filled = Math.min(EVENTS, filled + 1);
        }

        private void credential(int pair, boolean fromList, long now) {
            if (now - credentialsSince > CREDENTIALS_WINDOW) {
                credentialCount = 0;
                listed = 0;
                credentialsSince = now;
            }
            for (int i = 0; i < credentialCount; i++) {
                if (credentials[i] == pair) {
                    return;
                }
            }
            if (credentials.length == 0) {
                credentials = new int[CREDENTIALS];
            }
            if (credentialCount < credentials.length) {
                credentials[credentialCount++] = pair;
                listed += fromList ? 1 : 0;
            }
        }

        /** Whether the connections come on a clock slower than twice a second. */
        private boolean polls() {
            var gaps = new long[EVENTS - 1];
            int count = 0;
            for (int i = 1; i < EVENTS; i++) {
                if (filled == EVENTS) {
                    gaps[count++] = (long) (events[(next + i) % EVENTS] - events[(next + i - 1) % EVENTS]) << 20;
                }
            }
            return count >= 7 && Rhythm.median(gaps, count) > 500_000_000L && Rhythm.spread(gaps, count) < CLOCK;
        }
    }

    /** A short connection whose content could not be read; true if a finding is due. */
    boolean connection(
            long high, long low, int port, boolean proven, boolean ssh, long started, long number, long now) {
        var target = target(high, low, port, proven, now);
        if (target == null) {
            return false;
        }
        target.begin(now, started, number);
        target.event(now, ssh ? 2 : 1);
        target.connections++;
        target.ssh += ssh ? 1 : 0;
        int weight = target.weight(now);
        if (weight >= ENOUGH && !ssh && target.polls()) {
            return false;
        }
        return target.episode.raise(weight, ENOUGH);
    }

    /** A refused log-in; true if a finding is due. */
    boolean refused(
            long high,
            long low,
            int port,
            boolean proven,
            int pair,
            boolean fromList,
            boolean fetched,
            boolean given,
            long started,
            long number,
            long now) {
        var target = target(high, low, port, proven, now);
        if (target == null) {
            return false;
        }
        target.begin(now, started, number);
        target.event(now, 2);
        target.refusals++;
        target.fetched += fetched ? 1 : 0;
        if (given) {
            target.credential(pair, fromList, now);
        }
        int weight = Math.max(target.weight(now), target.credentialCount * ENOUGH / CREDENTIALS);
        return target.episode.raise(weight, ENOUGH);
    }

    /**
     * A log-in with factory credentials; true if it is to be told.
     *
     * @param habit see {@link #tried}: told apart, so that the harmless one hides no other
     */
    boolean factory(long high, long low, int port, boolean proven, boolean habit, long now) {
        var known = target(high, low, port, proven, now);
        var target = known == null ? put(0, new Target(high, low, port, proven)) : known;
        target.last = now;
        var episode = habit ? target.habit() : target.factory;
        episode.touch(now);
        episode.grow();
        return episode.raise(1, 1);
    }

    /** Whether another pair was refused at this service within ten minutes: who brings one pair has no other. */
    boolean tried(long high, long low, int port, boolean proven, int pair, long now) {
        for (var there : targets) {
            if (there != null && there.is(high, low, port, proven)) {
                return there.refusedAnother(pair, now);
            }
        }
        return false;
    }

    /** The service's place; null if all are in use and the lot gives it none. One that was told of stays. */
    private @Nullable Target target(long high, long low, int port, boolean proven, long now) {
        int free = Places.NONE;
        for (int i = 0; i < TARGETS; i++) {
            var there = targets[i];
            if (there != null && there.is(high, low, port, proven)) {
                latest = there;
                return there;
            }
            free = there == null || there.idle(now) ? i : free;
        }
        free = free == Places.NONE ? Places.byLot(TARGETS, now, low ^ high ^ port) : free;
        latest = null;
        return free == Places.NONE || running(free) ? null : put(free, new Target(high, low, port, proven));
    }

    private Target put(int place, Target target) {
        targets[place] = target;
        latest = target;
        return target;
    }

    private boolean running(int place) {
        var there = targets[place];
        return there != null && there.episode.running();
    }

    @Nullable
    Target latest() {
        return latest;
    }
}
