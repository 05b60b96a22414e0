package org.tocsin.detection.detector;

import java.util.Arrays;

/**
 * The peers that answered a device, and those of them that it had while its profile was learnt. A bounded table: sets of four,
 * the learnt stay longest; what is forgotten counts as never seen, which makes tests stricter, not blinder.
 */
final class Known {
    private static final int SETS = 16;
    private static final int WAYS = 4;

    /** Names of peers by {@link Mix#peer}, the highest bit telling the learnt ones. */
    private int[] peers = new int[0];

    boolean has(int peer) {
        return find(peer) >= 0;
    }

    boolean learnt(int peer) {
        int at = find(peer);
        return at >= 0 && peers[at] < 0;
    }

    /** Remembers a peer; the latest comes first in its set. */
    void add(int peer, boolean learning) {
        if (peers.length == 0) {
            peers = new int[SETS * WAYS];
        }
        int at = find(peer);
        if (at >= 0) {
            if (learning) {
                peers[at] |= Integer.MIN_VALUE;
            }
            return;
        }
        int set = set(peer);
        int victim = set + WAYS - 1;
        while (victim > set && peers[victim] < 0) {
            victim--;
        }
        System.arraycopy(peers, set, peers, set + 1, victim - set);
        peers[set] = learning ? peer | Integer.MIN_VALUE : peer;
    }

    private int find(int peer) {
        if (peers.length == 0) {
            return -1;
        }
        int set = set(peer);
        for (int i = set; i < set + WAYS; i++) {
            if ((peers[i] & Integer.MAX_VALUE) == peer) {
                return i;
            }
        }
        return -1;
    }

    private static int set(int peer) {
        return Integer.remainderUnsigned(peer * 0x9e3779b9, SETS) * WAYS;
    }

    /** The learnt peers, sorted, for a saved profile. */
    int[] learntPeers() {
        return Arrays.stream(peers)
                .filter(p -> p < 0)
                .map(p -> p & Integer.MAX_VALUE)
                .sorted()
                .toArray();
    }
}
