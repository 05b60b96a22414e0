package org.tocsin.detection.detector;

import org.tocsin.wire.dns.DnsMessage;

/** Which addresses somebody was given by name (DNS), with the hashes of that name; bounded, sets of four, newest first. */
final class Names {
    private static final int WAYS = 4;
    private static final int SETS = 1 << 12;

    private final Networks networks;
    private final long[] highs = new long[SETS * WAYS];
    private final long[] lows = new long[SETS * WAYS];
    private final int[] names = new int[SETS * WAYS];
    private final int[] parents = new int[SETS * WAYS];

    Names(Networks networks) {
        this.networks = networks;
    }

    /** Addresses of ours are not learnt: who may name them could call a scan of them a look-up. */
    void learn(DnsMessage answer) {
        for (int i = 0; i < answer.addresses(); i++) {
            if (!networks.inside(answer.high(i), answer.low(i))) {
                put(answer.high(i), answer.low(i), answer.nameHash(), answer.parentHash());
            }
        }
    }

    private void put(long high, long low, int name, int parent) {
        int set = set(high, low);
        int at = set;
        while (at < set + WAYS - 1 && (lows[at] != low || highs[at] != high)) {
            at++;
        }
        move(highs, set, at);
        move(lows, set, at);
        System.arraycopy(names, set, names, set + 1, at - set);
        System.arraycopy(parents, set, parents, set + 1, at - set);
        highs[set] = high;
        lows[set] = low;
        names[set] = name;
        parents[set] = parent;
    }

    private static void move(long[] array, int set, int at) {
        System.arraycopy(array, set, array, set + 1, at - set);
    }

    /** Where an address stands, or -1. */
    int find(long high, long low) {
        int set = set(high, low);
        for (int i = set; i < set + WAYS; i++) {
            if (lows[i] == low && highs[i] == high && low != 0) {
                return i;
            }
        }
        return -1;
    }

    int name(int at) {
        return names[at];
    }

    int parent(int at) {
        return parents[at];
    }

    private static int set(long high, long low) {
        return ((int) Mix.address(high, low) & SETS - 1) * WAYS;
    }
}
