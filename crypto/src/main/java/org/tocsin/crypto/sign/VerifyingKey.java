package org.tocsin.crypto.sign;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Rejection;

/** A public key that verifies signatures; equal to every other with the same bytes. Thread-safe. */
public final class VerifyingKey {
    private final Algorithm algorithm;
    private final Bytes raw;
    private final @Nullable PublicKey jdk;

    private VerifyingKey(Algorithm algorithm, byte[] raw) {
        if (raw.length != algorithm.keySize()) {
            throw refused(algorithm, raw.length + " bytes where " + algorithm.keySize() + " belong");
        }
        this.algorithm = algorithm;
        this.raw = Bytes.of(raw);
        this.jdk = algorithm == Algorithm.ED25519 ? null : jdkKey(algorithm, spki().shared());
        if (jdk == null && !Ed25519.validatePublicKeyFull(raw, 0)) {
            throw refused(algorithm, "not a point of the prime-order group");
        }
    }

    /** From the raw key as RFC 8032 and FIPS 204 encode it. */
    public static VerifyingKey ofRaw(Algorithm algorithm, byte[] raw) {
        return new VerifyingKey(algorithm, raw);
    }

    /** From SubjectPublicKeyInfo, whose DER form must be the only valid one. */
    public static VerifyingKey ofSpki(Algorithm algorithm, byte[] spki) {
        var prefix = algorithm.spkiPrefix();
        if (spki.length != prefix.length + algorithm.keySize()
                || !Arrays.equals(spki, 0, prefix.length, prefix, 0, prefix.length)) {
            throw refused(algorithm, "the SubjectPublicKeyInfo is not of this algorithm");
        }
        return new VerifyingKey(algorithm, Arrays.copyOfRange(spki, prefix.length, spki.length));
    }

    public Algorithm algorithm() {
        return algorithm;
    }

    public Bytes raw() {
        return raw;
    }

    /** The key as SubjectPublicKeyInfo, DER. */
    public Bytes spki() {
        var prefix = algorithm.spkiPrefix();
        var spki = Arrays.copyOf(prefix, prefix.length + raw.size());
        System.arraycopy(raw.shared(), 0, spki, prefix.length, raw.size());
        return Bytes.owning(spki);
    }

    /** Whether the signature over exactly these bytes is this key's. Whatever is wrong with it, the answer is false. */
    public boolean verify(byte[] message, byte[] signature) {
        if (signature.length != algorithm.signatureSize()) {
            return false;
        }
        if (jdk == null) {
            return Ed25519.verify(signature, 0, raw.shared(), 0, message, 0, message.length);
        }
        try {
            var engine = Signature.getInstance(algorithm.title());
            engine.initVerify(jdk);
            engine.update(message);
            return engine.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    private static PublicKey jdkKey(Algorithm algorithm, byte[] spki) {
        try {
            return KeyFactory.getInstance(algorithm.title()).generatePublic(new X509EncodedKeySpec(spki));
        } catch (GeneralSecurityException e) {
            throw refused(algorithm, "the JDK refuses the key");
        }
    }

    private static Rejection refused(Algorithm algorithm, String detail) {
        return new Rejection("sign.key", "not a public key of " + algorithm.title() + ": " + detail);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifyingKey key && algorithm == key.algorithm && raw.equals(key.raw);
    }

    @Override
    public int hashCode() {
        return raw.hashCode();
    }

    @Override
    public String toString() {
        return algorithm.title() + " " + raw.hex().substring(0, 16);
    }
}
