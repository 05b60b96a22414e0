package org.tocsin.detection.detector;

/** What one device tells one domain by the names that it asks for. */
final class Tunnel implements Cases.Case {
    /** Bytes below the domain that are usual: host names, ids of a device or a content network. */
    private static final int USUAL = 24;

    private static final int RECENT = 64;

    private final long key;
    /** {@link Actor#key} of the device. */
    final long client;

    /** Bytes. Ten a second let an id be looked up every few seconds; four thousand at once let a device start up. */
    final Run bytes = new Run(new Level(10, 4_000));

    private final int[] recent = new int[RECENT];
    private int next;
    /** Different long names since the count of bytes began. */
    int names;

    Tunnel(long key, long client) {
        this.key = key;
        this.client = client;
    }

    @Override
    public long key() {
        return key;
    }

    @Override
    public float weight(long now) {
        return bytes.weight(now);
    }

    /** A name is asked for; true if a finding is due. One that was asked for lately says nothing new. */
    boolean asked(int name, int below, long number, long now) {
        if (below <= USUAL || isRecent(name)) {
            return false;
        }
        recent[next] = name;
        next = (next + 1) % RECENT;
        names = bytes.level.at(now) == 0 ? 1 : names + 1;
        return bytes.add(below, number, now);
    }

    private boolean isRecent(int name) {
        for (int one : recent) {
            if (one == name) {
                return true;
            }
        }
        return false;
    }
}
