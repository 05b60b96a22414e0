package org.tocsin.crypto.sign;

import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;

/** An Ed25519 and an ML-DSA-65 key that sign together: an organisation's root, or its documents key. */
public record DualKey(SigningKey ed25519, SigningKey mldsa65) {
    public DualKey {
        if (ed25519.algorithm() != Algorithm.ED25519 || mldsa65.algorithm() != Algorithm.ML_DSA_65) {
            throw new Rejection("sign.dual-key", "an Ed25519 and an ML-DSA-65 key belong here");
        }
    }

    public static DualKey generate(Entropy entropy) {
        return new DualKey(
                SigningKey.generate(Algorithm.ED25519, entropy), SigningKey.generate(Algorithm.ML_DSA_65, entropy));
    }

    public RootForm form() {
        return new RootForm(ed25519.verifying(), mldsa65.verifying());
    }

    /** Signs {@code tag || 0x00 || body} with both keys. */
    public DualSignature sign(String tag, byte[] body) {
        var message = Tagged.message(tag, body);
        return new DualSignature(Bytes.owning(ed25519.sign(message)), Bytes.owning(mldsa65.sign(message)));
    }

    /** {@code [ed25519, mldsa65]}, each as {@link SigningKey#encode()}: a secret, for a sealed file only. */
    public byte[] encode() {
        return new CborWriter()
                .array(2)
                .bytes(ed25519.encode())
                .bytes(mldsa65.encode())
                .toArray();
    }

    public static DualKey decode(byte[] encoded, Entropy entropy) {
        var in = new CborReader(encoded);
        int count = in.array(2);
        var key = new DualKey(SigningKey.decode(in.bytes(), entropy), SigningKey.decode(in.bytes(), entropy));
        in.skip(count - 2);
        in.end();
        return key;
    }

    /** Shows the public half only: this may end in a log. */
    @Override
    public String toString() {
        return "DualKey of " + form().fingerprint();
    }
}
