package org.tocsin.node.chronicle;

import java.time.Duration;
import org.tocsin.kernel.Rejection;

/**
 * The section {@code timeline}: what is remembered of what happened.
 *
 * @param keep age at which a line of the timeline is deleted
 */
public record TimelineSettings(Duration keep) {
    /** A restart reads suspicions and quarantines of a day from the timeline; twice that leaves room for a clock that is set. */
    private static final Duration LEAST = Duration.ofDays(2);

    public TimelineSettings {
        if (keep.compareTo(LEAST) < 0) {
            throw new Rejection(
                    "timeline.keep", "keep is below 2d; suspicions and quarantines are restored from a day of it");
        }
    }

    public static TimelineSettings defaults() {
        return new TimelineSettings(Duration.ofDays(90));
    }
}
