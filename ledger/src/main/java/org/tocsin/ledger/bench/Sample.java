package org.tocsin.ledger.bench;

import java.util.Arrays;

/**
 * Times of one kind, in milliseconds.
 *
 * @param count how many were taken
 */
public record Sample(int count, double p50, double p99, double max) {
    static Sample ofNanos(long[] nanos) {
        var sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Sample(sorted.length, at(sorted, 0.50), at(sorted, 0.99), at(sorted, 1));
    }

    private static double at(long[] sorted, double share) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int index = (int) Math.ceil(share * sorted.length) - 1;
        return sorted[Math.max(0, index)] / 1e6;
    }
}
