package org.tocsin.node.console;

import java.time.Instant;
import org.tocsin.exchange.Verdict;

/**
 * A state at a glance. The colour is never alone: a symbol and a word carry the meaning too.
 *
 * @param tone {@code red} under attack or denied, {@code amber} watched, {@code green} well, {@code blue} information,
 *     {@code grey} past
 */
record Badge(String tone, String symbol, String word) {
    static final Badge ATTACK = new Badge("red", "▲", "attack here");
    static final Badge DEVICE = new Badge("red", "▲", "own device");
    static final Badge REPORTED = new Badge("blue", "◆", "reported");
    static final Badge ALLOWED = new Badge("grey", "○", "allowed");
    static final Badge CUT_OFF = new Badge("red", "■", "cut off");
    static final Badge LET_IN = new Badge("grey", "○", "let in");
    static final Badge LET_BACK_IN = new Badge("grey", "○", "let back in");
    static final Badge OVER = new Badge("grey", "–", "over");

    /** What own detectors saw: an attack on us, or a device of ours that called an attacker. */
    static Badge of(String attack) {
        return attack.equals("beacon") ? new Badge("red", "▲", "called home") : ATTACK;
    }

    /** The same, when it is over. */
    Badge past() {
        return new Badge("grey", symbol.equals("▲") ? "△" : "◇", word);
    }

    static Badge well(String word) {
        return new Badge("green", "●", word);
    }

    static Badge watch(String word) {
        return new Badge("amber", "◐", word);
    }

    static Badge bad(String word) {
        return new Badge("red", "▲", word);
    }

    static Badge news(String word) {
        return new Badge("blue", "◆", word);
    }

    static Badge gone(String word) {
        return new Badge("grey", "○", word);
    }

    /** What a verdict asks for at a moment. */
    static Badge of(Verdict verdict, Instant now) {
        return switch (verdict.action()) {
            case BLOCK -> running(verdict, now, new Badge("red", "■", "blocked"));
            case REFUSE_NEW -> running(verdict, now, new Badge("red", "■", "refused"));
            case THROTTLE -> running(verdict, now, watch("throttled"));
            case WATCH -> watch("watched");
            case IGNORE -> ignored(verdict);
        };
    }

    private static Badge running(Verdict verdict, Instant now, Badge badge) {
        return now.isBefore(verdict.until()) ? badge : OVER;
    }

    private static Badge ignored(Verdict verdict) {
        return switch (verdict.basis()) {
            case ALLOWED -> LET_IN;
            case VETO -> gone("protected");
            case OWN_TRAFFIC, LOCAL, FULL_TRUST, BLOCK, FAST_LANE, IMPORTED, NOTHING -> OVER;
        };
    }
}
