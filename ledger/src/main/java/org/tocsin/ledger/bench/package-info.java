/** Measures a ledger on this machine, with the disk's own fdatasync of the same run beside every durable figure. */
@NullMarked
package org.tocsin.ledger.bench;

import org.jspecify.annotations.NullMarked;
