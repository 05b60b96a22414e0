package org.tocsin.ledger.log;

import java.util.List;
import org.tocsin.kernel.Bytes;
import org.tocsin.ledger.entry.Salted;

/** What waits for the writer. */
sealed interface Work {
    /** Entries that a caller has prepared, all of one log, and that go into one batch. */
    record Group(LogState log, List<Prepared> entries, int bytes, Receipt receipt) implements Work {}

    /** Something that must happen between two batches. */
    record Control(Runnable action) implements Work {}

    /**
     * An entry with all that does not depend on its place: hashed and encrypted by the caller's thread, not the writer's.
     *
     * @param leaf its hash; nobody writes to it
     * @param tail for the WAL
     */
    record Prepared(Bytes encoded, Bytes leaf, Bytes tail, Salted plain) {}
}
