package org.tocsin.exchange.trust;

import java.time.Duration;
import java.time.Instant;

/**
 * How often one reporter may use the fast lane: burst 20, refilled by 10*T^2 a minute, and the last 10 are never for renewals,
 * so that keeping old attackers out can't crowd out new ones. Source: ARCHITECTURE section 3.
 */
final class Bucket {
    static final double BURST = 20;
    static final double KEPT_FROM_RENEWALS = 10;

    private static final double REFILL_A_MINUTE = 10;

    private double tokens = BURST;
    private Instant at;

    Bucket(Instant now) {
        at = now;
    }

    boolean take(Instant now, double trust) {
        return take(now, trust, 0);
    }

    boolean takeForRenewal(Instant now, double trust) {
        return take(now, trust, KEPT_FROM_RENEWALS);
    }

    private boolean take(Instant now, double trust, double floor) {
        double minutes = Math.max(0, Duration.between(at, now).toMillis()) / 60_000.0;
        tokens = Math.min(BURST, tokens + minutes * REFILL_A_MINUTE * trust * trust);
        at = now;
        if (tokens - 1 < floor) {
            return false;
        }
        tokens--;
        return true;
    }
}
