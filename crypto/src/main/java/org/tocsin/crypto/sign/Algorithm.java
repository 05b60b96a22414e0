package org.tocsin.crypto.sign;

import java.util.HexFormat;
import org.tocsin.kernel.Rejection;

/**
 * A signature algorithm with its sizes in bytes. Sources: RFC 8032 and 8410, FIPS 204 and RFC 9881.
 *
 * <p>Bouncy Castle does Ed25519, the JDK does ML-DSA: each is 4 to 25 times faster at it than the other.
 */
public enum Algorithm {
    ED25519(1, "Ed25519", 32, 64, "302a300506032b6570032100"),
    ML_DSA_44(2, "ML-DSA-44", 1312, 2420, "30820532300b06096086480165030403110382052100"),
    ML_DSA_65(3, "ML-DSA-65", 1952, 3309, "308207b2300b0609608648016503040312038207a100");

    /** Private keys of all three grow out of this many bytes. */
    static final int SEED = 32;

    private final int code;
    private final String title;
    private final int keySize;
    private final int signatureSize;
    private final String prefix;

    Algorithm(int code, String title, int keySize, int signatureSize, String prefix) {
        this.code = code;
        this.title = title;
        this.keySize = keySize;
        this.signatureSize = signatureSize;
        this.prefix = prefix;
    }

    /** Number in stored keys; never reused. */
    int code() {
        return code;
    }

    /** Name as the JDK and people know it. */
    public String title() {
        return title;
    }

    /** Size of the raw public key. */
    public int keySize() {
        return keySize;
    }

    public int signatureSize() {
        return signatureSize;
    }

    /** What precedes the raw key in its only valid DER form; comparing it needs no ASN.1 parser. */
    byte[] spkiPrefix() {
        return HexFormat.of().parseHex(prefix);
    }

    static Algorithm of(int code) {
        for (var algorithm : values()) {
            if (algorithm.code == code) {
                return algorithm;
            }
        }
        throw new Rejection("sign.algorithm", "algorithm " + code + " is not known");
    }
}
