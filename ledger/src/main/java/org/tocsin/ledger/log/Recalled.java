package org.tocsin.ledger.log;

import java.util.Optional;
import org.tocsin.kernel.Bytes;
import org.tocsin.ledger.entry.Entry;

/**
 * An own entry as it was made durable.
 *
 * @param payload as encoded; empty when it was erased
 */
public record Recalled(long index, Entry entry, Optional<Bytes> payload) {}
