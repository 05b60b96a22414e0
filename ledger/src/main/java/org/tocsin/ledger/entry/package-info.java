/** What stands in a log, and the payload beside it that can be erased without breaking a proof. */
@NullMarked
package org.tocsin.ledger.entry;

import org.jspecify.annotations.NullMarked;
