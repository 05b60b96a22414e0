package org.tocsin.detection.detector;

/**
 * How far events run ahead of a rate: a cumulative sum (CUSUM, Page 1954) of what comes less what is usual, never below zero. A burst
 * fills it at once, what is slower than the rate never does.
 */
final class Level {
    /** It fills up to so many times what may be, so that it is over soon after what fills it is. */
    private static final int FULL = 4;

    private final float rate;
    final int most;
    private float level;
    private long last;

    /**
     * @param rate events a second that are usual
     * @param most events above the usual that are no finding yet
     */
    Level(float rate, int most) {
        this.rate = rate;
        this.most = most;
    }

    /** Takes events in; true while more are above the usual than may be. */
    boolean add(int events, long now) {
        level = Math.min(at(now) + events, FULL * most);
        last = now;
        return level > most;
    }

    /** Events turned out to be answered. */
    void less(int events) {
        level = Math.max(0, level - events);
    }

    /** Where it stands. */
    float at(long now) {
        return Math.max(0, level - rate * Math.max(0, now - last) / 1e9f);
    }

    int usual() {
        return Math.round(rate);
    }
}
