package org.tocsin.lab.attack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tocsin.kernel.Bytes;

/** What will happen when: frames and the moments that a timeline shows, in the order of time. */
public record Script(List<Line> lines) {
    /**
     * One frame.
     *
     * @param atNanos since the script's start
     * @param says what a timeline shows for it; empty for nothing
     */
    public record Line(long atNanos, Bytes frame, String says) {}

    public Script {
        lines = lines.stream().sorted(Comparator.comparingLong(Line::atNanos)).toList();
    }

    /** Both at once, each from its own start. */
    public Script with(Script other) {
        var all = new ArrayList<>(lines);
        all.addAll(other.lines);
        return new Script(all);
    }

    /** When the last frame comes. */
    public long endNanos() {
        return lines.isEmpty() ? 0 : lines.getLast().atNanos();
    }
}
