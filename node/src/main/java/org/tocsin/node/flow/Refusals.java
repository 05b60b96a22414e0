package org.tocsin.node.flow;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Fingerprint;

/**
 * Entries that were not understood, told of each member once a minute: renewals and retractions wait for no quota, and whoever says
 * nonsense by them must not fill the timeline with it. As many members as there are peers.
 */
final class Refusals {
    private static final long EVERY = Duration.ofMinutes(1).toNanos();

    private final Clock clock;
    private final Map<Fingerprint, Told> told = new HashMap<>();

    /** When it was told last, and how many came since. */
    private record Told(long nanos, long since) {}

    Refusals(Clock clock) {
        this.clock = clock;
    }

    /** One more; how many were left untold before it if it is to be told of, empty if it is not. */
    synchronized OptionalLong another(Fingerprint reporter) {
        long now = clock.nanos();
        var before = told.get(reporter);
        if (before != null && now - before.nanos() < EVERY) {
            told.put(reporter, new Told(before.nanos(), before.since() + 1));
            return OptionalLong.empty();
        }
        told.put(reporter, new Told(now, 0));
        return OptionalLong.of(before == null ? 0 : before.since());
    }
}
