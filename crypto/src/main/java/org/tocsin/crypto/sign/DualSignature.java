package org.tocsin.crypto.sign;

import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;
import org.tocsin.kernel.cbor.MapKeys;

/** Two signatures over the same bytes; both must verify. Source: FORMATS, Keys, dual-sig. */
public record DualSignature(Bytes ed25519, Bytes mldsa65) {
    public DualSignature {
        if (ed25519.size() != Algorithm.ED25519.signatureSize()
                || mldsa65.size() != Algorithm.ML_DSA_65.signatureSize()) {
            throw new Rejection("sign.signature", "an Ed25519 and an ML-DSA-65 signature belong here");
        }
    }

    public void write(CborWriter out) {
        out.map(2).uint(1).bytes(ed25519.shared()).uint(2).bytes(mldsa65.shared());
    }

    public static DualSignature read(CborReader in) {
        @Nullable Bytes ed25519 = null;
        @Nullable Bytes mldsa65 = null;
        var keys = new MapKeys(in);
        while (keys.next()) {
            switch (keys.number()) {
                case 1 -> ed25519 = Bytes.owning(in.bytes());
                case 2 -> mldsa65 = Bytes.owning(in.bytes());
                default -> in.skip();
            }
        }
        if (ed25519 == null || mldsa65 == null) {
            throw new Rejection("sign.signature", "one of the two signatures is missing");
        }
        return new DualSignature(ed25519, mldsa65);
    }
}
