package org.tocsin.ledger.log;

import org.tocsin.ledger.entry.EntryType;
import org.tocsin.ledger.entry.Payload;

/**
 * Something to append.
 *
 * @param type see {@link EntryType}; others are allowed
 * @param flags see {@link org.tocsin.ledger.entry.Flags}
 */
public record Statement(long type, long flags, Payload payload) {
    public static Statement of(EntryType type, long flags, Payload payload) {
        return new Statement(type.code(), flags, payload);
    }
}
