package org.tocsin.ledger.log;

import java.util.OptionalLong;
import org.tocsin.ledger.wal.Sealed;

/**
 * A payload as a sink keeps it.
 *
 * @param eraseAfter minute after which it must be erased; empty if it may stay
 */
public record Stored(Sealed sealed, OptionalLong eraseAfter) {}
