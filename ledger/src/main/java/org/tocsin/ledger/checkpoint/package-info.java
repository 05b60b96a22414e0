/** C2SP checkpoints of our logs: signed with ML-DSA-44, which must verify, and Ed25519 for foreign tools. */
@NullMarked
package org.tocsin.ledger.checkpoint;

import org.jspecify.annotations.NullMarked;
