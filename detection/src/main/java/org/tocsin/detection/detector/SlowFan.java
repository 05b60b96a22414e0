package org.tocsin.detection.detector;

/**
 * A scan that takes its time: distinct never-seen peers that stay silent or refuse, at one port, within a day. One attempt in ten
 * minutes passes below every test that counts by the minute, and is found after two hours.
 */
final class SlowFan implements Cases.Case {
    static final long WINDOW = 86_400_000_000_000L;
    /** More than the built-in addresses of a device whose makers' servers are all gone. */
    static final int ENOUGH = 12;

    private final long key;
    final Peers peers = new Peers(ENOUGH, false);
    final Episode episode = new Episode(86_400);

    /** @param key of the device */
    SlowFan(long key) {
        this.key = key;
    }

    @Override
    public long key() {
        return key;
    }

    @Override
    public float weight(long now) {
        return peers.count(new Peers.Selection(now, WINDOW, -1)) / (float) ENOUGH;
    }

    /** Notes one failed first contact; true if a finding is due. */
    boolean failed(long high, long low, int port, long begun, long number, long now) {
        if (!peers.add(high, low, port, begun, number, now, WINDOW)) {
            return false;
        }
        episode.touch(now);
        episode.grow();
        return episode.raise(peers.count(evidence(now, port)), ENOUGH);
    }

    Peers.Selection evidence(long now, int port) {
        return new Peers.Selection(now, WINDOW, port);
    }
}
