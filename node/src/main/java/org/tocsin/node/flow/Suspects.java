package org.tocsin.node.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tocsin.kernel.Clock;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.platform.store.EventLog;

/** Own devices that misbehaved, or were broken into, within a day. Bounded; the oldest suspicion is forgotten first. */
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

    /** Puts a device under suspicion, from now on a day long; whether it was not before. */
    public synchronized boolean suspect(String device) {
        boolean news = !isSuspect(device);
        put(device, clock.now());
        return news;
    }

    /** Takes up again what was told before a restart. */
    public static Suspects restored(EventLog told, Clock clock) {
        var suspects = new Suspects(clock);
        var kinds = List.of(Beat.Kind.SUSPECT.word(), Beat.Kind.QUARANTINE.word());
        told.each(kinds, clock.now().minus(REMEMBERED), event -> Beat.of(event.body())
                .ifPresent(beat -> suspects.put(beat.subject(), beat.at())));
        return suspects;
    }

    private synchronized void put(String device, Instant at) {
        devices.remove(device);
        devices.put(device, at);
    }

    synchronized boolean isSuspect(String device) {
        var since = devices.get(device);
        return since != null && clock.now().isBefore(since.plus(REMEMBERED));
    }
}
