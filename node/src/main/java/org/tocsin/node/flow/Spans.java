package org.tocsin.node.flow;

import java.time.Duration;

/** Spans of time as people read them. */
public final class Spans {
    private Spans() {}

    /** A span in its two largest units: {@code 23 h 12 min}. */
    public static String of(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return seconds / 60 + " min" + rest(seconds % 60, "s", seconds < 600);
        }
        if (seconds < 86_400) {
            return seconds / 3_600 + " h" + rest(seconds % 3_600 / 60, "min", true);
        }
        return seconds / 86_400 + " d" + rest(seconds % 86_400 / 3_600, "h", true);
    }

    private static String rest(long value, String unit, boolean shown) {
        return shown && value > 0 ? " " + value + " " + unit : "";
    }
}
