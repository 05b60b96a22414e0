package org.tocsin.edge;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Address;

/**
 * Sources that may begin only a few sessions a minute for a while: what may be done to an address that may be forged. Somebody
 * honest behind it hardly notices, a flood does. Bounded; when it is full nobody else is slowed.
 */
final class Slowed {
    static final int PER_MINUTE = 6;

    private static final int MOST = 1_024;

    private final Map<Address, Slow> sources = new ConcurrentHashMap<>();

    private record Slow(long untilNanos, Pace pace) {}

    /** Slows a source down; false if it is slow already, or there is no room. */
    synchronized boolean slow(Address source, long nanos, long nowNanos) {
        sources.values().removeIf(slow -> slow.untilNanos() - nowNanos <= 0);
        if (sources.size() >= MOST || sources.containsKey(source)) {
            return false;
        }
        sources.put(source, new Slow(nowNanos + nanos, new Pace(PER_MINUTE / 60.0, PER_MINUTE, nowNanos)));
        return true;
    }

    /** Whether a session of the source may begin now. */
    boolean take(Address source, long nowNanos) {
        var slow = slow(source);
        return slow == null || slow.untilNanos() - nowNanos <= 0 || slow.pace().take(nowNanos);
    }

    private @Nullable Slow slow(Address source) {
        return sources.isEmpty() ? null : sources.get(source);
    }
}
