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
    public TrustSettings {
        if (!(leastTrust >= 0.9 && leastTrust <= 1)) {
            throw new Rejection("trust.least", leastTrust + " is outside 0.9..1");
        }
        if (block.isNegative() || local.isNegative()) {
            throw new Rejection("trust.duration", "a verdict can't last less than nothing");
        }
    }

    public static TrustSettings defaults() {
        return new TrustSettings(true, 0.9, Duration.ofHours(24), Duration.ofHours(24), false);
    }
}
