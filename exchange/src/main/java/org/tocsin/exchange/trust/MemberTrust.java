package org.tocsin.exchange.trust;

import java.time.Duration;
import java.time.Instant;

/**
 * How far a member is believed: a Beta distribution that decays towards its prior, not towards nothing, else a quiet member
 * would starve. Source: reference, exchange.md 5.4 item 2; the lower bound is Jøsang's expectation less 1.64 deviations.
 *
 * @param alpha prior plus confirmed reports
 * @param beta prior plus {@link #PENALTY} for each confirmed lie
 * @param at when these numbers held
 */
public record MemberTrust(Prior prior, double alpha, double beta, Instant at) {
    /** What one confirmed lie costs: twenty honest reports do not buy one. */
    public static final double PENALTY = 20;

    private static final double DAILY_DECAY = 0.99;
    private static final double ONE_SIDED_95 = 1.64;

    /** Where a member starts. */
    public enum Prior {
        /** Both ends of an accepted token: people compared fingerprints. Lower bound 0.92. */
        INVITED(30, 1),
        /** Admitted by others. Lower bound 0.65. */
        ADMITTED(6, 1);

        final double alpha;
        final double beta;

        Prior(double alpha, double beta) {
            this.alpha = alpha;
            this.beta = beta;
        }
    }

    public static MemberTrust start(Prior prior, Instant now) {
        return new MemberTrust(prior, prior.alpha, prior.beta, now);
    }

    /** The numbers as they stand now. */
    public MemberTrust at(Instant now) {
        double days = Math.max(0, Duration.between(at, now).toMillis()) / 86_400_000.0;
        double kept = Math.pow(DAILY_DECAY, days);
        return new MemberTrust(
                prior, prior.alpha + (alpha - prior.alpha) * kept, prior.beta + (beta - prior.beta) * kept, now);
    }

    public MemberTrust confirmed(Instant now) {
        var current = at(now);
        return new MemberTrust(prior, current.alpha + 1, current.beta, now);
    }

    public MemberTrust lied(Instant now) {
        var current = at(now);
        return new MemberTrust(prior, current.alpha, current.beta + PENALTY, now);
    }

    /** The lower bound T, 0 to 1: what the member is believed at least. */
    public double lowerBound() {
        double sum = alpha + beta;
        double deviation = Math.sqrt(alpha * beta / (sum * sum * (sum + 1)));
        return Math.max(0, alpha / sum - ONE_SIDED_95 * deviation);
    }
}
