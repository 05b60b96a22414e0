package org.tocsin.crypto.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.tocsin.crypto.sign.SigningKey;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Rejection;

/** A private key that puts its line under notes. Thread-safe. */
public final class NoteSigner {
    private static final int SECONDS_A_MINUTE = 60;

    private final SigningKey key;
    private final VerifierKey verifier;
    private final int keyId;
    private final Clock clock;

    /**
     * @param name who signs; a log's origin
     * @param key Ed25519, or ML-DSA-44, which signs checkpoints only
     */
    public NoteSigner(String name, SigningKey key, Clock clock) {
        this.key = key;
        this.verifier = new VerifierKey(name, type(key), key.verifying());
        this.keyId = verifier.id();
        this.clock = clock;
    }

    public VerifierKey verifier() {
        return verifier;
    }

    /** The line under this text, whose rules the caller has met: {@link Note} checks them again. */
    public SignatureLine sign(String text) {
        Note.checkText(text);
        var value =
                switch (verifier.type()) {
                    case ED25519 -> key.sign(text.getBytes(StandardCharsets.UTF_8));
                    case ML_DSA_44 -> timestamped(TreeHead.parse(text));
                };
        return new SignatureLine(verifier.name(), keyId, Bytes.owning(value));
    }

    /** The time is the whole minute: finer would tell outsiders when an attack was seen. */
    private byte[] timestamped(TreeHead head) {
        long seconds = clock.minute() * SECONDS_A_MINUTE;
        var signature = key.sign(CosignedMessage.of(verifier.name(), seconds, head));
        return ByteBuffer.allocate(Long.BYTES + signature.length)
                .putLong(seconds)
                .put(signature)
                .array();
    }

    private static SignatureType type(SigningKey key) {
        return switch (key.algorithm()) {
            case ED25519 -> SignatureType.ED25519;
            case ML_DSA_44 -> SignatureType.ML_DSA_44;
            case ML_DSA_65 -> throw new Rejection("note.key-type", "ML-DSA-65 signs no notes");
        };
    }
}
