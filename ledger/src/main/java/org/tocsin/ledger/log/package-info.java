/** The ledger of a node: appends durably before it signs, signs before it speaks, and starts only when that is safe. */
@NullMarked
package org.tocsin.ledger.log;

import org.jspecify.annotations.NullMarked;
