/** The write-ahead log: one file sequence and one fdatasync a batch for all logs of a node, safe against torn tails. */
@NullMarked
package org.tocsin.ledger.wal;

import org.jspecify.annotations.NullMarked;
