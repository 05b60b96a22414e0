package org.tocsin.node.watch;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.tocsin.federation.Federation;
import org.tocsin.federation.Peer;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Fingerprint;

/** How far behind each accepted peer was within 24 h, a mark each half-hour. In memory: a restart begins anew. */
public final class Lags {
    /** How often somebody should call {@link #measure}. */
    public static final Duration EACH = Duration.ofSeconds(15);

    public static final int MARKS = 48;
    private static final long MARK_MILLIS = Duration.ofHours(24).toMillis() / MARKS;

    private final Federation federation;
    private final Clock clock;
    private final Map<Fingerprint, Day> days = new ConcurrentHashMap<>();

    public Lags(Federation federation, Clock clock) {
        this.federation = federation;
        this.clock = clock;
    }

    /**
     * Half an hour.
     *
     * @param measured how often it was looked at; 0 for one that no node has seen
     * @param away how often of these there was no connection
     * @param worstMs the largest lag of the others, in milliseconds
     */
    public record Mark(int measured, int away, long worstMs) {
        static final Mark NONE = new Mark(0, 0, 0);

        Mark and(boolean connected, long lagMs) {
            return new Mark(measured + 1, away + (connected ? 0 : 1), connected ? Math.max(worstMs, lagMs) : worstMs);
        }

        public boolean unseen() {
            return measured == 0;
        }

        public boolean connected() {
            return away < measured;
        }
    }

    /** The last 24 h of one peer, oldest first, the running half-hour last. */
    public Mark[] of(Fingerprint peer) {
        var day = days.get(peer);
        return day == null ? Day.empty() : day.until(clock.millis() / MARK_MILLIS);
    }

    /** Looks at every peer once. */
    public void measure() {
        long half = clock.millis() / MARK_MILLIS;
        var accepted = federation.peers().stream()
                .filter(peer -> peer.state() == Peer.State.ACCEPTED)
                .map(Peer::fingerprint)
                .collect(Collectors.toSet());
        days.keySet().retainAll(accepted);
        for (var peer : accepted) {
            var link = federation.link(peer);
            days.computeIfAbsent(peer, _ -> new Day()).add(half, link.connected(), Math.max(0, link.lagMs()));
        }
    }

    /** A ring of marks, each with the half-hour that it is of, so that one of yesterday is not taken for today's. */
    static final class Day {
        private final Mark[] marks = empty();
        private final long[] halves = new long[MARKS];

        static Mark[] empty() {
            var none = new Mark[MARKS];
            Arrays.fill(none, Mark.NONE);
            return none;
        }

        synchronized void add(long half, boolean connected, long lagMs) {
            int at = Math.floorMod(half, MARKS);
            var before = halves[at] == half ? marks[at] : Mark.NONE;
            halves[at] = half;
            marks[at] = before.and(connected, lagMs);
        }

        synchronized Mark[] until(long half) {
            var shown = empty();
            for (int i = 0; i < MARKS; i++) {
                long wanted = half - MARKS + 1 + i;
                int at = Math.floorMod(wanted, MARKS);
                shown[i] = halves[at] == wanted ? marks[at] : Mark.NONE;
            }
            return shown;
        }
    }
}
