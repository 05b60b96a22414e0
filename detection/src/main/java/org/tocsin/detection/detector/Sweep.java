package org.tocsin.detection.detector;

/** ARP scan and ping sweep: many distinct hosts asked within a minute, not counting those that have answered before. */
final class Sweep {
    static final long WINDOW = 60_000_000_000L;
    /** Asking for this many hosts that nobody has heard of is no neighbour's business; set-up traffic asks for five. */
    static final int ARP = 16;

    static final int PING = 8;

    final Peers peers;
    final Episode episode = new Episode();
    final int threshold;

    Sweep(int threshold) {
        this.threshold = threshold;
        this.peers = new Peers(threshold, threshold == ARP);
    }

    /** Notes one host asked for; true if a finding is due. */
    boolean asked(long high, long low, long now, long number) {
        if (!peers.add(high, low, 0, now, number, now, WINDOW)) {
            return false;
        }
        episode.touch(now);
        episode.grow();
        return episode.raise(peers.count(evidence(now)), threshold);
    }

    /** What counts as evidence now. */
    Peers.Selection evidence(long now) {
        return new Peers.Selection(now, WINDOW, -1);
    }
}
