package org.tocsin.node.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tocsin.kernel.Clock;

/** Own devices that misbehaved within a day. Bounded; the oldest suspicion is forgotten first. */
public final class Suspects {
    static final Duration REMEMBERED = Duration.ofHours(24);

    private static final int MOST = 10_000;

    private final Clock clock;
    private final Map<String, Instant> devices = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST;
        }
    };

    public Suspects(Clock clock) {
        this.clock = clock;
    }

    /** It misbehaves, or somebody logged in to it with factory credentials. */
    public synchronized void suspect(String device) {
        suspect(device, clock.now());
    }

    /** It did so before a restart. */
    synchronized void suspect(String device, Instant at) {
        devices.remove(device);
        devices.put(device, at);
    }

    synchronized boolean isSuspect(String device) {
        var since = devices.get(device);
        return since != null && clock.now().isBefore(since.plus(REMEMBERED));
    }
}
