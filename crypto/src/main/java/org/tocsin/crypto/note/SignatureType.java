package org.tocsin.crypto.note;

import org.tocsin.crypto.sign.Algorithm;
import org.tocsin.kernel.Rejection;

/** What a signature line is over and by which algorithm. Source: C2SP signed-note, Signature types. */
public enum SignatureType {
    /** Over the text of the note. */
    ED25519(0x01, Algorithm.ED25519),
    /** Over the tree head that the text says, with a time. Source: C2SP tlog-cosignature. */
    ML_DSA_44(0x06, Algorithm.ML_DSA_44);

    private final int code;
    private final Algorithm algorithm;

    SignatureType(int code, Algorithm algorithm) {
        this.code = code;
        this.algorithm = algorithm;
    }

    /** The signature type identifier byte. */
    public int code() {
        return code;
    }

    public Algorithm algorithm() {
        return algorithm;
    }

    static SignatureType of(int code) {
        for (var type : values()) {
            if (type.code == code) {
                return type;
            }
        }
        throw new Rejection("note.key-type", "signature type " + code + " is not covered");
    }
}
