package org.tocsin.ledger.entry;

import java.util.Optional;

/** Kinds of statements that this program knows; others are hashed and kept, not acted on. Source: FORMATS, Entry. */
public enum EntryType {
    INDICATOR(1),
    SIGHTING(2),
    RETRACTION(3),
    APPEAL(4),
    VOTE(5),
    DESCRIPTOR(6),
    ROSTER(7),
    TOMBSTONE(8),
    CERTIFICATE(9),
    DECISION(10),
    AUDIT(11),
    RELEASE(12),
    ADVISORY(13),
    FORK_EVIDENCE(14),
    MODEL_ROUND(15),
    CASE_STEP(16),
    RENEWAL(17);

    private final int code;

    EntryType(int code) {
        this.code = code;
    }

    /** Number in the entry; never reused. */
    public int code() {
        return code;
    }

    public static Optional<EntryType> of(long code) {
        return code >= 1 && code <= values().length ? Optional.of(values()[(int) code - 1]) : Optional.empty();
    }
}
