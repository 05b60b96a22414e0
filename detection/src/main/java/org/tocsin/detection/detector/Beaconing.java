package org.tocsin.detection.detector;

import org.jspecify.annotations.Nullable;

/**
 * Beacon: connections to one outside service on a clock. Attempts without an answer count like others, because the command server
 * of an infected device is often down (tools that drop failed connections never see it). Regularity alone is no proof, healthy
 * devices poll; what else it takes is for the engine to say ({@link #regular}).
 */
final class Beaconing {
    /** Connections to a peer outside a learnt profile. */
    static final int NEW_PEER = 8;
    /** Without a profile, to a peer that no name led to and that does not answer. */
    static final int DEAD_NAMELESS = 12;
    /** Without a profile, to a peer that no name led to. */
    static final int NAMELESS = 16;

    static final double SPREAD = 0.15;
    private static final int PEERS = 3;
    private static final int GAPS = 12;
    /** Faster is a protocol at work, slower takes days to judge. */
    private static final long FASTEST = 1_000_000_000L;

    private static final long SLOWEST = 3_600_000_000_000L;

    private final @Nullable Peer[] peers = new @Nullable Peer[PEERS];

    /** Connections to one service. */
    static final class Peer {
        final long high;
        final long low;
        final int port;
        final Episode episode = new Episode();
        private final int[] gaps = new int[GAPS];
        int count;
        int answered;
        long firstNumber;
        long firstTime;
        long last;

        Peer(long high, long low, int port) {
            this.high = high;
            this.low = low;
            this.port = port;
        }

        /** Median gap in nanoseconds. */
        long median() {
            var values = values();
            return Rhythm.median(values, values.length);
        }

        double spread() {
            var values = values();
            return Rhythm.spread(values, values.length);
        }

        private long[] values() {
            var values = new long[Math.min(count - 1, GAPS)];
            for (int i = 0; i < values.length; i++) {
                values[i] = gaps[i] * 1_000_000L;
            }
            return values;
        }
    }

    /** Notes that a connection begins. */
    Peer begins(long high, long low, int port, long number, long now) {
        var peer = peer(high, low, port, now);
        if (peer.episode.touch(now) || (peer.count > 0 && now - peer.last > 2 * SLOWEST)) {
            peer.count = 0;
            peer.answered = 0;
        }
        if (peer.count == 0) {
            peer.firstNumber = number;
            peer.firstTime = now;
        } else {
            long gap = Math.max(0, now - peer.last) / 1_000_000;
            peer.gaps[(peer.count - 1) % GAPS] = (int) Math.min(gap, Integer.MAX_VALUE);
        }
        peer.count++;
        peer.episode.grow();
        peer.last = now;
        return peer;
    }

    /** Notes that the peer answered. */
    void answered(long high, long low, int port) {
        for (var peer : peers) {
            if (peer != null && peer.low == low && peer.high == high && peer.port == port) {
                peer.answered++;
            }
        }
    }

    /** Whether a peer's connections come on a clock, at least so many of them. */
    static boolean regular(Peer peer, int least) {
        if (peer.count < least) {
            return false;
        }
        long median = peer.median();
        return median >= FASTEST && median <= SLOWEST && peer.spread() < SPREAD;
    }

    private Peer peer(long high, long low, int port, long now) {
        int victim = 0;
        long best = Long.MIN_VALUE;
        for (int i = 0; i < PEERS; i++) {
            var there = peers[i];
            if (there != null && there.low == low && there.high == high && there.port == port) {
                return there;
            }
            // Whoever has called for long stays while it keeps its own pace.
            long loss = there == null ? Long.MAX_VALUE : (now - there.last) / Math.min(there.count, 32);
            if (loss > best) {
                best = loss;
                victim = i;
            }
        }
        var peer = new Peer(high, low, port);
        peers[victim] = peer;
        return peer;
    }
}
