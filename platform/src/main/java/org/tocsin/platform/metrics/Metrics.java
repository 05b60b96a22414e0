package org.tocsin.platform.metrics;

import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.tocsin.kernel.Meter;

/** Counters and gauges, written as OpenMetrics text. */
public final class Metrics implements Meter {
    private final ConcurrentHashMap<String, LongAdder> counters = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Double> gauges = new ConcurrentHashMap<>();

    @Override
    public void count(String name, long delta) {
        counters.computeIfAbsent(name, _ -> new LongAdder()).add(delta);
    }

    @Override
    public void gauge(String name, double value) {
        gauges.put(name, value);
    }

    /** OpenMetrics 1.0 text: names sorted, one sample a family. */
    public String openMetrics() {
        var text = new StringBuilder();
        new TreeMap<>(counters).forEach((name, value) -> {
            var family = name.endsWith("_total") ? name.substring(0, name.length() - 6) : name;
            text.append("# TYPE ").append(family).append(" counter\n");
            text.append(family).append("_total ").append(value.sum()).append('\n');
        });
        new TreeMap<>(gauges).forEach((name, value) -> {
            text.append("# TYPE ").append(name).append(" gauge\n");
            text.append(name).append(' ').append(value).append('\n');
        });
        return text.append("# EOF\n").toString();
    }
}
