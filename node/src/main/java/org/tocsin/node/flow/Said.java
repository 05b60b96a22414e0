package org.tocsin.node.flow;

import java.util.function.LongConsumer;

/**
 * Knows up to where the own log is reflected in this node's memory: only when nothing is on its way, since a later statement may
 * be through before what an earlier one changes here is done.
 */
final class Said {
    private final LongConsumer through;
    private int open;
    private long next;
    private long told;

    /** @param through hears of the index below which all is done */
    Said(LongConsumer through) {
        this.through = through;
    }

    synchronized void begin() {
        open++;
    }

    /** @param behind index behind what was said; 0 if nothing was */
    synchronized void end(long behind) {
        open--;
        next = Math.max(next, behind);
        if (open == 0 && next > told) {
            told = next;
            through.accept(next);
        }
    }
}
