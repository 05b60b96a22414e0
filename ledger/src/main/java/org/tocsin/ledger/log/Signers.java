package org.tocsin.ledger.log;

import org.tocsin.ledger.checkpoint.CheckpointSigner;
import org.tocsin.ledger.checkpoint.Origin;

/** Where the ledger finds the keys of its logs; asked once for each log that has not ended. */
@FunctionalInterface
public interface Signers {
    CheckpointSigner of(Origin origin);
}
