package org.tocsin.node.chronicle;

import java.time.Duration;
import org.tocsin.kernel.Clock;
import org.tocsin.platform.Job;
import org.tocsin.platform.store.Database;
import org.tocsin.platform.store.EventLog;

/** Lets go of old lines of the timeline, so that neither the store grows for ever nor a person is remembered for ever. */
public final class Retention {
    /** A commit of so many takes milliseconds; whoever waits to write comes in between two. */
    private static final int BATCH = 500;

    private static final Duration EVERY = Duration.ofMinutes(20);

    private final Clock clock;
    private final Database database;
    private final EventLog log;
    private final Duration keep;

    public Retention(Clock clock, Database database, EventLog log, TimelineSettings settings) {
        this.clock = clock;
        this.database = database;
        this.log = log;
        this.keep = settings.keep();
    }

    public Job job() {
        return new Job("retention", EVERY, this::prune);
    }

    /** Deletes what is older than it may be. What a clock that runs ahead has let go of is gone; see {@link TimelineSettings}. */
    void prune() {
        var before = clock.now().minus(keep);
        int all = 0;
        int deleted = BATCH;
        while (deleted == BATCH) {
            deleted = log.prune(before, BATCH);
            all += deleted;
        }
        if (all > 0) {
            database.scrub();
        }
    }
}
