package org.tocsin.detection.detector;

import org.jspecify.annotations.Nullable;
import org.tocsin.detection.Service;
import org.tocsin.wire.dns.DnsMessage;

/** Which addresses somebody was given by name (DNS), with that name and its hashes; bounded, sets of four, newest first. */
final class Names {
    private static final int WAYS = 4;
    private static final int SETS = 1 << 12;

    private final Networks networks;
    private final long[] highs = new long[SETS * WAYS];
    private final long[] lows = new long[SETS * WAYS];
    private final int[] names = new int[SETS * WAYS];
    private final int[] parents = new int[SETS * WAYS];
    private final @Nullable String[] hosts = new @Nullable String[SETS * WAYS];

    Names(Networks networks) {
        this.networks = networks;
    }

    /** Addresses of ours are not learnt: who may name them could call a scan of them a look-up. */
    void learn(DnsMessage answer) {
        int name = answer.nameHash();
        String host = null;
        for (int i = 0; i < answer.addresses(); i++) {
            boolean ours = networks.inside(answer.high(i), answer.low(i));
            int at = ours ? -1 : put(answer.high(i), answer.low(i), name, answer.parentHash());
            if (at >= 0) {
                host = host == null ? plain(answer.name()) : host;
                hosts[at] = host;
            }
        }
    }

    /** A name as a profile keeps it: in full, or its domain if that is too long; empty if it is none that a profile may hold. */
    static String plain(String name) {
        var host = name.length() <= Service.LONGEST_HOST ? name : name.substring(Domain.at(name));
        return Service.isHost(host) ? host : "";
    }

    /** Puts it first in its set, and tells where that is if it had another name or none. */
    private int put(long high, long low, int name, int parent) {
        int set = set(high, low);
        int at = set;
        while (at < set + WAYS - 1 && (lows[at] != low || highs[at] != high)) {
            at++;
        }
        boolean known = lows[at] == low && highs[at] == high && names[at] == name;
        var host = known ? hosts[at] : null;
        move(highs, set, at);
        move(lows, set, at);
        System.arraycopy(names, set, names, set + 1, at - set);
        System.arraycopy(parents, set, parents, set + 1, at - set);
        System.arraycopy(hosts, set, hosts, set + 1, at - set);
        highs[set] = high;
        lows[set] = low;
        names[set] = name;
        parents[set] = parent;
        hosts[set] = host;
        return host == null ? set : -1;
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

    /** The host of that address, empty if no answer named it. */
    String host(long high, long low) {
        int at = find(high, low);
        var host = at < 0 ? null : hosts[at];
        return host == null ? "" : host;
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
