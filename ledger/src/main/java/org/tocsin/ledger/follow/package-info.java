/** The verifying side: holds what is known of a foreign log and judges each batch by one signature. */
@NullMarked
package org.tocsin.ledger.follow;

import org.jspecify.annotations.NullMarked;
