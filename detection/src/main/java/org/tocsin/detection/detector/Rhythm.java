package org.tocsin.detection.detector;

import java.util.Arrays;

/** Median and spread of gaps; robust, so that one missed or doubled beat does not hide a clock. */
final class Rhythm {
    private Rhythm() {}

    static long median(long[] values, int count) {
        var sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted[count / 2];
    }

    /** Median absolute deviation over the median. */
    static double spread(long[] values, int count) {
        long median = median(values, count);
        if (median <= 0) {
            return Double.MAX_VALUE;
        }
        var deviations = new long[count];
        for (int i = 0; i < count; i++) {
            deviations[i] = Math.abs(values[i] - median);
        }
        return (double) median(deviations, count) / median;
    }
}
