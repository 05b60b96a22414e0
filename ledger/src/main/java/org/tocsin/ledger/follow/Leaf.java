package org.tocsin.ledger.follow;

import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Bytes;
import org.tocsin.ledger.entry.Entry;
import org.tocsin.ledger.entry.Salted;

/**
 * A verified entry in its place.
 *
 * @param entry null if this program can't read it: hashed and kept, not acted on, so that an upgrade never splits a circle
 * @param payload what the entry has bound; null if it did not come
 */
public record Leaf(
        long index,
        Bytes encoded,
        @Nullable Entry entry,
        @Nullable Salted payload) {}
