package org.tocsin.exchange.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tocsin.exchange.Subject;

/**
 * Whom our own devices and users really talk to. An address with good authenticated traffic here is not cut off on anybody's
 * word alone. Bounded: the longest unseen hosts are forgotten first.
 */
public final class OwnTraffic {
    static final Duration GOOD = Duration.ofDays(30);
    static final Duration RECENT = Duration.ofHours(24);

    /** Stands for a host that never had authenticated traffic. */
    public static final Instant NEVER = Instant.EPOCH;

    private static final Duration STORED_EVERY = Duration.ofHours(1);
    private static final int MOST_HOSTS = 200_000;

    private final Map<Subject, Seen> hosts = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Subject, Seen> eldest) {
            return size() > MOST_HOSTS;
        }
    };

    /**
     * @param completed when a session was last completed, authenticated or not
     * @param good when authenticated traffic was last seen; {@link #NEVER} for never
     */
    private record Seen(Instant completed, Instant good) {}

    /** Notes a completed session of a host; true if that is worth storing, at most once an hour and host. */
    public synchronized boolean completed(Subject.Host host, boolean authenticated, Instant now) {
        var before = hosts.get(host);
        var good = authenticated ? now : before == null ? NEVER : before.good();
        hosts.put(host, new Seen(now, good));
        return before == null
                || before.completed().isBefore(now.minus(STORED_EVERY))
                || (authenticated && before.good().isBefore(now.minus(STORED_EVERY)));
    }

    /** Puts back what was known before a restart. */
    public synchronized void restore(Subject.Host host, Instant completed, Instant good) {
        hosts.put(host, new Seen(completed, good));
    }

    /** Of a URL its host counts. */
    synchronized boolean isGood(Subject subject, Instant now) {
        var seen = hosts.get(subject instanceof Subject.Url url ? url.host().orElse(url) : subject);
        return seen != null && seen.good().isAfter(now.minus(GOOD));
    }

    /** Whether any session of it was completed here within 30 days. */
    public synchronized boolean isKnown(Subject subject, Instant now) {
        var seen = hosts.get(subject);
        return seen != null && seen.completed().isAfter(now.minus(GOOD));
    }

    synchronized boolean isRecent(Subject subject, Instant now) {
        var seen = hosts.get(subject);
        return seen != null && seen.completed().isAfter(now.minus(RECENT));
    }

    /** How many hosts completed a session within 24 h. */
    synchronized long recent(Instant now) {
        return hosts.values().stream()
                .filter(seen -> seen.completed().isAfter(now.minus(RECENT)))
                .count();
    }
}
