package org.tocsin.edge.nft;

import java.util.Locale;

/** What a set does with those who are in it, in the order in which they are looked at. */
public enum Kind {
    /** Never dropped by this table: a person's word, protected assets. */
    ALLOW,
    /** An own device that is cut off: nothing of it passes, in either direction. */
    QUARANTINE,
    /** Nothing passes, in either direction; what is under way ends. */
    DROP,
    /** Nothing new begins, in either direction; what is under way goes on. */
    REFUSE;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The counter of what this kind dropped. */
    String counter() {
        return word() + "_dropped";
    }
}
