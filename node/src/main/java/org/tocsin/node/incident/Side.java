package org.tocsin.node.incident;

import java.util.Arrays;
import java.util.Optional;

/** Where the one who acts stands. */
public enum Side {
    /** A device of ours. */
    OURS("own-device"),
    /** Somebody outside acts on us. */
    OUTSIDE("outside"),
    /** Neither end is ours. */
    STRANGER("stranger"),
    /** Many act on one address, in names that may be forged: the incident goes by whom it comes to. */
    NAMELESS("nameless");

    private final String word;

    Side(String word) {
        this.word = word;
    }

    /** The stable name in output. */
    public String word() {
        return word;
    }

    static Optional<Side> of(String word) {
        return Arrays.stream(values()).filter(side -> side.word.equals(word)).findFirst();
    }
}
