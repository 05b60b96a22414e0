package org.tocsin.ledger.checkpoint;

import java.util.List;
import org.tocsin.crypto.note.Note;
import org.tocsin.crypto.note.NoteSigner;
import org.tocsin.crypto.note.SignatureType;
import org.tocsin.crypto.note.TreeHead;
import org.tocsin.crypto.sign.SigningKey;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Rejection;

/** Signs the heads of one log with its two keys. Whoever calls it has made the entries durable. Thread-safe. */
public final class CheckpointSigner {
    private final Origin origin;
    private final NoteSigner postQuantum;
    private final NoteSigner classic;

    /**
     * @param mldsa44 must verify inside the federation
     * @param ed25519 for foreign tools
     */
    public CheckpointSigner(Origin origin, SigningKey mldsa44, SigningKey ed25519, Clock clock) {
        this.origin = origin;
        this.postQuantum = new NoteSigner(origin.toString(), mldsa44, clock);
        this.classic = new NoteSigner(origin.toString(), ed25519, clock);
        if (postQuantum.verifier().type() != SignatureType.ML_DSA_44
                || classic.verifier().type() != SignatureType.ED25519) {
            throw new Rejection("checkpoint.keys", "an ML-DSA-44 and an Ed25519 key belong to a log");
        }
    }

    public Origin origin() {
        return origin;
    }

    /** What a descriptor names: the two keys, ML-DSA-44 first. */
    public List<String> vkeys() {
        return List.of(postQuantum.verifier().encode(), classic.verifier().encode());
    }

    public Checkpoint sign(long size, Digest root) {
        var head = new TreeHead(origin.toString(), size, root);
        var text = head.text();
        return Checkpoint.of(origin, head, new Note(text, List.of(postQuantum.sign(text), classic.sign(text))));
    }
}
