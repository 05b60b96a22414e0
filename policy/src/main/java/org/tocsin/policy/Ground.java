package org.tocsin.policy;

import org.tocsin.kernel.Limit;

/**
 * Why something was decided, and until when.
 *
 * @param id names the reason for machines: an indicator, a finding, an operator's order
 * @param why one sentence for people
 * @param untilMillis milliseconds since 1970; from then on it decides nothing
 */
public record Ground(String id, String why, long untilMillis) {
    /** An end that never comes. */
    public static final long FOR_GOOD = Long.MAX_VALUE;

    private static final Limit ID = new Limit("policy.ground-id", 200);
    private static final Limit WHY = new Limit("policy.ground-why", 1_000);

    public Ground {
        ID.check(id.length());
        WHY.check(why.length());
    }
}
