package org.tocsin.exchange.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.tocsin.exchange.Report;

/**
 * What all reports about one subject amount to: log-odds in which the reports of one independence group saturate, so that many
 * voices with one owner stay one voice. Source: reference, exchange.md 5.4 items 3 to 5.
 *
 * @param groups independent groups that reported
 * @param logOdds ln(p/(1-p)) of the claim being true
 * @param largestShare the part of the summed weight that comes from one group, 0 to 1
 */
record Belief(int groups, double logOdds, double largestShare) {
    /** At least so many independent groups stand behind a block. */
    static final int LEAST_GROUPS = 3;

    /** Belief of at least 90 %. */
    static final double LEAST_LOG_ODDS = Math.log(9);

    private static final double MOST_SHARE = 0.5;
    private static final double SATURATION = 4;
    private static final double PRIOR_LOG_ODDS = Math.log(0.001 / 0.999);

    /** A report with what its reporter is worth now. */
    record Weighed(Report report, String group, double trust, String name, boolean fullTrust) {}

    static Belief of(Collection<Weighed> reports, Instant now) {
        Map<String, Double> byGroup = new HashMap<>();
        for (var weighed : reports) {
            if (weighed.report().observed()) {
                byGroup.merge(weighed.group(), weight(weighed, now), Double::sum);
            }
        }
        double sum = 0;
        double largest = 0;
        for (double weight : byGroup.values()) {
            double saturated = SATURATION * (1 - Math.exp(-weight / SATURATION));
            sum += saturated;
            largest = Math.max(largest, saturated);
        }
        return new Belief(byGroup.size(), PRIOR_LOG_ODDS + sum, sum == 0 ? 0 : largest / sum);
    }

    private static double weight(Weighed weighed, Instant now) {
        double p = Math.clamp(weighed.trust(), 0.5, 0.99);
        var age = Duration.between(weighed.report().received(), now);
        double decay = weighed.report().attack().decay().toMillis();
        return Math.log(p / (1 - p)) * Math.exp(-Math.max(0, age.toMillis()) / decay);
    }

    boolean blocks() {
        return groups >= LEAST_GROUPS && logOdds > LEAST_LOG_ODDS && largestShare <= MOST_SHARE;
    }

    /** 0 to 1. */
    double probability() {
        return 1 / (1 + Math.exp(-logOdds));
    }
}
