package org.tocsin.detection.detector;

/**
 * Few places for many. A free one goes to whoever comes; where all are in use, a newcomer gets one by lot. The place of whoever was
 * quiet longest would let three that come in turn push each other out for ever, and one that is never given up would be held by decoys.
 */
final class Places {
    static final int NONE = -1;
    /** One newcomer in so many gets a place that is in use. */
    private static final int CHANCE = 8;

    private Places() {}

    /** The place that a newcomer gets by lot, or {@link #NONE}. The lot hangs on the packet's time, so that the same capture draws the same. */
    static int byLot(int places, long now, long newcomer) {
        long lot = Mix.mix(now ^ Mix.mix(newcomer));
        return (lot & CHANCE - 1) == 0 ? (int) ((lot >>> 33) % places) : NONE;
    }
}
