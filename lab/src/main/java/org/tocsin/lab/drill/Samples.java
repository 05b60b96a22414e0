package org.tocsin.lab.drill;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** Durations in nanoseconds and their percentiles by nearest rank. */
public final class Samples {
    private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());

    void add(long duration) {
        nanos.add(duration);
    }

    public int count() {
        return nanos.size();
    }

    /** In milliseconds; 0 without samples. */
    public double percentileMs(double share) {
        List<Long> sorted;
        synchronized (nanos) {
            sorted = nanos.stream().sorted().toList();
        }
        if (sorted.isEmpty()) {
            return 0;
        }
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(0, rank - 1)) / 1e6;
    }

    public double maxMs() {
        return percentileMs(1);
    }

    /** Nulls where nothing was measured: a zero would be a time. */
    ObjectNode json() {
        if (count() == 0) {
            return Json.object().putNull("p50").putNull("p99").putNull("max").put("samples", 0);
        }
        return Json.object()
                .put("p50", rounded(percentileMs(0.5)))
                .put("p99", rounded(percentileMs(0.99)))
                .put("max", rounded(maxMs()))
                .put("samples", count());
    }

    static double rounded(double ms) {
        return Math.round(ms * 1_000) / 1_000.0;
    }
}
