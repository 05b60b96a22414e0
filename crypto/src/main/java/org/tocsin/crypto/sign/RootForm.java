package org.tocsin.crypto.sign;

import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;
import org.tocsin.kernel.cbor.MapKeys;

/**
 * The public half of a {@link DualKey}: an organisation's root or its documents key. Source: FORMATS, Keys, root-form.
 *
 * @param encoded as it came, parts that a newer program added included: the fingerprint is over all of it
 */
public record RootForm(VerifyingKey ed25519, VerifyingKey mldsa65, Bytes encoded) {
    private static final String FINGERPRINT_TAG = "tocsin/root/v1";
    private static final Limit SIZE = new Limit("sign.root-form-size", 8_192);

    public RootForm {
        if (ed25519.algorithm() != Algorithm.ED25519 || mldsa65.algorithm() != Algorithm.ML_DSA_65) {
            throw new Rejection("sign.root-form", "an Ed25519 and an ML-DSA-65 key belong here");
        }
        SIZE.check(encoded.size());
    }

    public RootForm(VerifyingKey ed25519, VerifyingKey mldsa65) {
        this(
                ed25519,
                mldsa65,
                Bytes.owning(new CborWriter()
                        .map(2)
                        .uint(1)
                        .bytes(ed25519.spki().shared())
                        .uint(2)
                        .bytes(mldsa65.spki().shared())
                        .toArray()));
    }

    /** Names the organisation. */
    public Fingerprint fingerprint() {
        return new Fingerprint(Digest.tagged(FINGERPRINT_TAG, encoded.shared()));
    }

    /** Whether both signatures over {@code tag || 0x00 || body} are these keys'. */
    public boolean verify(String tag, byte[] body, DualSignature signature) {
        var message = Tagged.message(tag, body);
        return ed25519.verify(message, signature.ed25519().shared())
                && mldsa65.verify(message, signature.mldsa65().shared());
    }

    public void write(CborWriter out) {
        out.raw(encoded.shared());
    }

    public static RootForm read(CborReader in) {
        return decode(in.raw());
    }

    public static RootForm decode(byte[] encoded) {
        var in = new CborReader(encoded);
        @Nullable VerifyingKey ed25519 = null;
        @Nullable VerifyingKey mldsa65 = null;
        var keys = new MapKeys(in);
        while (keys.next()) {
            switch (keys.number()) {
                case 1 -> ed25519 = VerifyingKey.ofSpki(Algorithm.ED25519, in.bytes());
                case 2 -> mldsa65 = VerifyingKey.ofSpki(Algorithm.ML_DSA_65, in.bytes());
                default -> in.skip();
            }
        }
        in.end();
        if (ed25519 == null || mldsa65 == null) {
            throw new Rejection("sign.root-form", "one of the two keys is missing");
        }
        return new RootForm(ed25519, mldsa65, Bytes.of(encoded));
    }
}
