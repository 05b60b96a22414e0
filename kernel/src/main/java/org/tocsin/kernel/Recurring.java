package org.tocsin.kernel;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells of a trouble at once, and of its return once a minute with how often it came: what is tried again and again on a full
 * disk must not fill the rest of it with lines.
 */
public final class Recurring {
    private static final long EVERY = Duration.ofMinutes(1).toNanos();
    private static final int MOST = 64;

    private final System.Logger log;
    private final Clock clock;
    private final Map<String, Told> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Told> eldest) {
            return size() > MOST;
        }
    };

    /** When it was told last, and how often it came since. */
    private record Told(long nanos, long since) {}

    public Recurring(System.Logger log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * Warns, or counts.
     *
     * @param what has happened; the same words are the same trouble
     * @param why a refusal is told by its name, all else with its stack
     */
    public void warn(String what, Throwable why) {
        var line = line(what);
        if (line != null && why instanceof Rejection refused) {
            log.log(Level.WARNING, line + ": " + refused.getMessage());
        } else if (line != null) {
            log.log(Level.WARNING, line, why);
        }
    }

    private synchronized @Nullable String line(String what) {
        long now = clock.nanos();
        var before = told.get(what);
        if (before != null && now - before.nanos() < EVERY) {
            told.put(what, new Told(before.nanos(), before.since() + 1));
            return null;
        }
        told.put(what, new Told(now, 0));
        return before == null || before.since() == 0
                ? what
                : what + " (" + (before.since() + 1) + " times since the last line)";
    }
}
