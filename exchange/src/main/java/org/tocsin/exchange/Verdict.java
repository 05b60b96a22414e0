package org.tocsin.exchange;

import java.time.Instant;
import java.util.List;

/**
 * What the trust engine makes of all reports about one subject.
 *
 * @param basis the rule that decided
 * @param until when it ends unless renewed; the time it was judged for {@link Action#IGNORE} and {@link Action#WATCH}
 * @param reasons sentences with their numbers, the deciding one first
 */
public record Verdict(Subject subject, Action action, Basis basis, Instant until, List<String> reasons) {
    public Verdict {
        reasons = List.copyOf(reasons);
    }

    /** Rules that can decide. */
    public enum Basis {
        /** An operator let it in. */
        ALLOWED,
        /** It stands on a veto list or is a protected asset. */
        VETO,
        /** It had good authenticated traffic here within 30 days. */
        OWN_TRAFFIC,
        /** Own detectors saw it. */
        LOCAL,
        /** A peer declared fully trusted saw it. */
        FULL_TRUST,
        /** At least three independent groups saw it and belief is at least 90 %. */
        BLOCK,
        /** One well-trusted reporter, for two minutes. */
        FAST_LANE,
        /** An imported list names it and its policy says what to do. */
        IMPORTED,
        /** Too little is known. */
        NOTHING
    }

    /** Whether enforcers have anything to do. */
    public boolean inForce() {
        return action.compareTo(Action.THROTTLE) >= 0;
    }
}
