package org.tocsin.edge.nft;

import org.jspecify.annotations.Nullable;

/**
 * What was dropped.
 *
 * @param packets their number
 * @param bytes their lengths in all
 */
public record Drops(long packets, long bytes) {
    static final Drops NONE = new Drops(0, 0);

    private static final int NAME = 1;
    private static final int DATA = 2;
    private static final int BYTES = 1;
    private static final int PACKETS = 2;

    Drops plus(Drops other) {
        return new Drops(packets + other.packets, bytes + other.bytes);
    }

    /** What the counter at an element says; null or another expression: nothing. */
    static Drops of(@Nullable Attributes expression) {
        return expression == null || !expression.need(NAME).text().equals("counter")
                ? NONE
                : counted(expression.need(DATA));
    }

    static Drops counted(Attributes counter) {
        return new Drops(counter.need(PACKETS).longNumber(), counter.need(BYTES).longNumber());
    }
}
