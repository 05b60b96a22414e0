package org.tocsin.detection.detector;

/**
 * Whom a device pings as part of its life: who has answered it twice, within an hour and not at once. A single answer makes nobody known,
 * or a sweep would hide the next sweep over the same hosts.
 */
final class Echoes {
    private static final int SLOTS = 64;
    private static final long AT_ONCE = 5_000_000_000L;
    private static final long LAPSES = 3_600_000_000_000L;

    private final int[] peers = new int[SLOTS];
    private final long[] answered = new long[SLOTS];

    /** An answer came; true if it is one of a row. */
    boolean regular(int peer, long now) {
        int at = Integer.remainderUnsigned(peer * 0x9e3779b9, SLOTS);
        long since = now - answered[at];
        boolean same = peers[at] == peer;
        if (same && since < AT_ONCE) {
            return false;
        }
        peers[at] = peer;
        answered[at] = now;
        return same && since <= LAPSES;
    }
}
