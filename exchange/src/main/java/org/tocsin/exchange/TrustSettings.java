package org.tocsin.exchange;

import java.time.Duration;
import org.tocsin.kernel.Rejection;

/**
 * How much of others' word is acted on. A receiver may be stricter than the defaults, never looser than the veto lists.
 *
 * @param fastLane whether one well-trusted reporter makes this node refuse new sessions of one host for two minutes
 * @param leastTrust lower bound of trust that opens the fast lane, 0.9 to 1
 * @param block how long a block stands unless renewed
 * @param local how long a verdict from own evidence stands
 * @param dryRun judge and show everything, enforce nothing that rests on others' word
 */
public record TrustSettings(boolean fastLane, double leastTrust, Duration block, Duration local, boolean dryRun) {
    /** What ends before an enforcer has it protects nobody. */
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    private static final Duration LONGEST = Duration.ofDays(365);

    public TrustSettings {
        if (!(leastTrust >= 0.9 && leastTrust <= 1)) {
            throw new Rejection("trust.least", leastTrust + " is outside 0.9..1");
        }
        requireLasting(block, "a block on others' word");
        requireLasting(local, "a verdict from own evidence");
    }

    private static void requireLasting(Duration time, String what) {
        if (time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0) {
            throw new Rejection(
                    "trust.duration",
                    what + " lasts a minute at least, else nobody is kept out, and 365 days at most; to judge and"
                            + " enforce nothing on others' word there is exchange.trust.dryRun");
        }
    }

    public static TrustSettings defaults() {
        return new TrustSettings(true, 0.9, Duration.ofHours(24), Duration.ofHours(24), false);
    }
}
