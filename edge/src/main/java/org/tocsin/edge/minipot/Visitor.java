package org.tocsin.edge.minipot;

import java.time.Instant;
import java.util.Arrays;

/** One source, as long as it is remembered. */
final class Visitor {
    static final int MOST_PAIRS = 16;
    /** Who follows a link with a name and secret in it brings one pair, and a device that is set up wrongly has one. */
    static final int SEVERAL = 3;

    final Instant first;
    Instant last;
    int visits;
    int tries;
    String software = "";
    String token = "";
    private long[] pairs = new long[0];
    private boolean convicted;
    private int told;
    private long next = 1;

    Visitor(Instant first) {
        this.first = first;
        this.last = first;
    }

    /** Takes a log-in in. */
    void tried(long pair, boolean listed, Visit.Weight weight) {
        tries++;
        if (pairs.length < MOST_PAIRS && Arrays.stream(pairs).noneMatch(known -> known == pair)) {
            pairs = Arrays.copyOf(pairs, pairs.length + 1);
            pairs[pairs.length - 1] = pair;
        }
        convicted |= pairs.length >= SEVERAL
                || switch (weight) {
                    case IF_LISTED -> listed;
                    case SEVERAL -> false;
                };
    }

    /** Whether it is to be told of now: at once, and again each time there are ten times as many tries. */
    boolean due() {
        return convicted && tries >= next;
    }

    /** It is told; how often it was before. */
    int tell() {
        while (next <= tries) {
            next *= 10;
        }
        return told++;
    }

    int pairs() {
        return pairs.length;
    }
}
