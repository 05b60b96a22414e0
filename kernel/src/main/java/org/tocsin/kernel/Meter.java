package org.tocsin.kernel;

/** Counters and gauges as they come in through constructors; the node writes them as OpenMetrics text. */
public interface Meter {
    /** Adds to a counter, {@code tocsin_<room>_<what>_total}. */
    void count(String name, long delta);

    /** Sets a gauge, {@code tocsin_<room>_<what>}. */
    void gauge(String name, double value);

    /** Counts nothing. */
    static Meter none() {
        return new Meter() {
            @Override
            public void count(String name, long delta) {}

            @Override
            public void gauge(String name, double value) {}
        };
    }
}
