package org.tocsin.detection.detector;

/**
 * Horizontal scan: distinct never-seen peers that do not answer within a minute. A sequential test in its shortest form, three
 * failures and no success (after Jung et al. 2004): a device that works calls hosts that are there.
 *
 * <p>TCP: unanswered for a second, tried again, or refused. Datagrams: many protocols expect no answer, so it takes more peers, all
 * at one port.
 */
final class FanOut {
    static final long WINDOW = 60_000_000_000L;
    /** Of own devices that have been answered before. */
    static final int OWN = 3;
    /** Of strangers: the noise of the Internet reaches a few addresses of everybody. */
    static final int STRANGER = 5;
    /**
     * Of an address that no answer has ever reached: a tap that sees one direction, or a device that forwards packets with
     * addresses of another network (phones behind a device in set-up mode do), makes every attempt look unanswered.
     */
    static final int DEAF = 18;

    static final int DATAGRAMS = 12;

    final Peers peers;
    final Episode episode = new Episode();
    private final boolean samePort;

    FanOut(boolean datagrams) {
        this.samePort = datagrams;
        this.peers = new Peers(datagrams ? DATAGRAMS : DEAF, false);
    }

    /** Notes one failed first contact; true if a finding is due. */
    boolean failed(long high, long low, int port, long begun, long number, long now, int threshold) {
        if (!peers.add(high, low, port, begun, number, now, WINDOW)) {
            return false;
        }
        episode.touch(now);
        episode.grow();
        return episode.raise(peers.count(evidence(now, port)), threshold);
    }

    /** What counts as evidence now. */
    Peers.Selection evidence(long now, int port) {
        return new Peers.Selection(now, WINDOW, samePort ? port : -1);
    }
}
