package org.tocsin.detection.detector;

import org.jspecify.annotations.Nullable;

/** Finds who is to be read no further when too many are read at once: one that was silent for long. */
final class Room {
    static final int NOBODY = -1;
    /** Connections that are looked at for one. */
    private static final int LOOKED_AT = 256;

    private final Flows flows;
    private final @Nullable Object[] readers;
    private int hand;
    private long asked;

    /** @param readers by connection, null where nothing is read */
    Room(Flows flows, @Nullable Object[] readers) {
        this.flows = flows;
        this.readers = readers;
    }

    /** The longest silent of the next ones, or {@link #NOBODY}. */
    int silent() {
        asked++;
        int silent = NOBODY;
        for (int i = 0; i < LOOKED_AT; i++) {
            hand = hand + 1 & readers.length - 1;
            if (readers[hand] != null && (silent == NOBODY || flows.seen[hand] < flows.seen[silent])) {
                silent = hand;
            }
        }
        return silent;
    }

    /** How often room was needed. */
    long asked() {
        return asked;
    }
}
