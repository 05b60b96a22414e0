package org.tocsin.detection.detector;

/**
 * Whom a device pings as part of its life: who has answered it twice, within an hour and not at once. A single answer makes nobody known,
 * or a sweep would hide the next sweep over the same hosts; nor does one that nobody asked for.
 */
final class Echoes implements Cases.Case {
    private static final int SLOTS = 64;
    private static final int WAYS = 4;
    /** Ticks of four seconds. */
    private static final int AT_ONCE = 2;

    private static final int LAPSES = 900;
    /** So long an answer is waited for, in ticks. */
    private static final int WAITED = 3;

    private static final long TICK = 4_000_000_000L;
    private static final int LOW = 0xffff;

    /** Half a peer's hash above, the time of its latest answer below, the newest first in its set. */
    private final int[] answers = new int[SLOTS];

    private final long key;

    /** Whom it asked lately, a bit of 64 for each. */
    private long asked;

    private int askedSince;
    private int rows;

    /** @param key of the device */
    Echoes(long key) {
        this.key = key;
    }

    @Override
    public long key() {
        return key;
    }

    /** Who pings for the longest is the last to be forgotten. */
    @Override
    public float weight(long now) {
        return rows;
    }

    void asks(int peer, long now) {
        int tick = (int) (now / TICK) & LOW;
        if ((tick - askedSince & LOW) > WAITED) {
            asked = 0;
            askedSince = tick;
        }
        asked |= 1L << peer;
    }

    /** An answer came; true if it is one of a row. */
    boolean regular(int peer, long now) {
        if ((asked >>> peer & 1) == 0) {
            return false;
        }
        int set = Integer.remainderUnsigned(peer * 0x9e3779b9, SLOTS / WAYS) * WAYS;
        int tick = (int) (now / TICK) & LOW;
        int at = set;
        while (at < set + WAYS - 1 && answers[at] >>> 16 != (peer & LOW)) {
            at++;
        }
        boolean same = answers[at] >>> 16 == (peer & LOW);
        int since = tick - answers[at] & LOW;
        if (same && since < AT_ONCE) {
            return false;
        }
        System.arraycopy(answers, set, answers, set + 1, at - set);
        answers[set] = (peer & LOW) << 16 | tick;
        boolean regular = same && since <= LAPSES;
        rows += regular ? 1 : 0;
        return regular;
    }
}
