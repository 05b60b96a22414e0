package org.tocsin.ledger.checkpoint;

import java.util.List;
import org.tocsin.crypto.note.NoteVerifier;
import org.tocsin.crypto.note.SignatureType;
import org.tocsin.crypto.note.VerifierKey;
import org.tocsin.kernel.Rejection;

/**
 * The keys of one log, from its owner's descriptor. Only ML-DSA-44 counts inside the federation: a forger with a quantum
 * computer gains nothing by the Ed25519 line, and verifying it would double the cost of a batch. Thread-safe.
 */
public final class CheckpointKeys {
    private final Origin origin;
    private final NoteVerifier verifier;

    /** @param vkeys as the descriptor names them; at least one ML-DSA-44 key of this origin */
    public CheckpointKeys(Origin origin, List<String> vkeys) {
        this.origin = origin;
        var keys = vkeys.stream()
                .map(VerifierKey::parse)
                .filter(key ->
                        key.type() == SignatureType.ML_DSA_44 && key.name().equals(origin.toString()))
                .toList();
        if (keys.isEmpty()) {
            throw new Rejection("checkpoint.keys", "no ML-DSA-44 key of " + origin);
        }
        this.verifier = new NoteVerifier(keys);
    }

    public Origin origin() {
        return origin;
    }

    /** Refuses a checkpoint of another log or without a valid ML-DSA-44 signature of this one. */
    public void require(Checkpoint checkpoint) {
        if (!checkpoint.origin().equals(origin)) {
            throw new Rejection("checkpoint.origin", "a checkpoint of " + checkpoint.origin() + ", not of " + origin);
        }
        verifier.verify(checkpoint.note());
    }

    public boolean verifies(Checkpoint checkpoint) {
        try {
            require(checkpoint);
            return true;
        } catch (Rejection refused) {
            return false;
        }
    }
}
