package org.tocsin.edge.minipot;

import java.time.Instant;
import java.util.Arrays;

/** One source, as long as it is remembered. */
final class Visitor {
    static final int MOST_PAIRS = 16;
    /** Who follows a link with a name and secret in it brings one pair, and a device that is set up wrongly has one. */
    static final int SEVERAL = 3;

    Instant first;
    Instant last;
    int visits;
    int tries;
    String software = "";
    String token = "";
    private long[] pairs = new long[0];
    /** Those that nobody else can have it bring by a URL. */
    private long[] own = new long[0];

    private boolean suspect;
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
        pairs = with(pairs, pair);
        suspect |= pairs.length >= SEVERAL;
        if (weight != Visit.Weight.FETCHED) {
            own = with(own, pair);
        }
        boolean accused = own.length >= SEVERAL || (weight == Visit.Weight.IF_LISTED && listed);
        if (accused && !convicted) {
            convicted = true;
            next = Math.min(next, tries);
        }
    }

    private static long[] with(long[] pairs, long pair) {
        if (pairs.length == MOST_PAIRS || Arrays.stream(pairs).anyMatch(known -> known == pair)) {
            return pairs;
        }
        var more = Arrays.copyOf(pairs, pairs.length + 1);
        more[pairs.length] = pair;
        return more;
    }

    /** Whether it is to be told of now: at once, also once it is accused, and again each time there are ten times as many tries. */
    boolean due() {
        return (suspect || convicted) && tries >= next;
    }

    /** Whether what it brought can be nobody's doing but its own. */
    boolean isAccused() {
        return convicted;
    }

    /** It is told; how often it was before. */
    int tell() {
        while (next <= tries) {
            next *= 10;
        }
        return told++;
    }

    /** A person has decided about it: what it does from now on is told from its first sign on. */
    void forgive(Instant now) {
        first = now;
        visits = 0;
        tries = 0;
        pairs = new long[0];
        own = new long[0];
        suspect = false;
        convicted = false;
        told = 0;
        next = 1;
    }

    int pairs() {
        return pairs.length;
    }
}
