/** Files as a port, so that a full, failing or lying disk can be tested. */
@NullMarked
package org.tocsin.ledger.disk;

import org.jspecify.annotations.NullMarked;
