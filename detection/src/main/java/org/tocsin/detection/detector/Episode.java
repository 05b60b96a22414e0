package org.tocsin.detection.detector;

/**
 * One running event, e.g. a scan. It is raised once, and again when it has grown tenfold or has begun anew after a quiet time, so
 * that neither a second scan is lost nor one scan floods whoever is on call.
 */
final class Episode {
    private static final int QUIET = 600;
    private static final long SECOND = 1_000_000_000L;
    private static final int GROWTH = 10;

    /** Seconds. */
    private final int quiet;
    /** How much there was when it was raised; 0 while it was not. */
    private int raisedAt;

    private int against;
    private int repeats;
    private long last;
    private int total;

    Episode() {
        this(QUIET);
    }

    /** @param quiet seconds; after so long without an event, the next begins a new one */
    Episode(int quiet) {
        this.quiet = quiet;
    }

    /** Tells of one more event; true if it begins a new episode, so that counts start again. */
    boolean touch(long now) {
        boolean fresh = running() && now - last > quiet * SECOND;
        if (fresh) {
            raisedAt = 0;
            total = 0;
            repeats = 0;
        }
        last = now;
        return fresh;
    }

    /** Counts one more distinct peer, port or attempt. */
    void grow() {
        total++;
    }

    /** Counts so many more. */
    void grow(int by) {
        total += by;
    }

    /** Whether to raise now that the evidence within the window, {@code count}, stands against {@code threshold}. */
    boolean raise(int count, int threshold) {
        if (!running() && count >= threshold) {
            against = threshold;
            raisedAt = Math.max(1, total);
            return true;
        }
        if (running() && total >= raisedAt * GROWTH) {
            raisedAt = total;
            repeats++;
            return true;
        }
        return false;
    }

    int total() {
        return total;
    }

    /** What it was raised against first; a later threshold must not tell another story of the same event. */
    int against() {
        return against;
    }

    int repeats() {
        return repeats;
    }

    boolean running() {
        return raisedAt > 0;
    }
}
