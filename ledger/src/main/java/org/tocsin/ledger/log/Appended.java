package org.tocsin.ledger.log;

import org.tocsin.ledger.checkpoint.Checkpoint;

/**
 * Entries that are durable and signed.
 *
 * @param index of the first of them
 * @param size of the log when it was signed
 */
public record Appended(long index, long size, Checkpoint checkpoint) {}
