package org.tocsin.crypto.sign;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.jspecify.annotations.Nullable;
import org.tocsin.crypto.entropy.EntropyRandom;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;

/**
 * A private key. Thread-safe.
 *
 * <p>Kept as its 32-byte seed: the PKCS#8 forms of ML-DSA differ between libraries and JDK releases, the seed of FIPS 204
 * does not.
 */
public final class SigningKey {
    private static final int VERSION = 1;

    private final Algorithm algorithm;
    private final byte[] seed;
    private final @Nullable PrivateKey jdk;
    private final VerifyingKey verifying;
    private final EntropyRandom random;

    private SigningKey(Algorithm algorithm, byte[] seed, Entropy entropy) {
        this.algorithm = algorithm;
        this.seed = seed.clone();
        this.random = new EntropyRandom(entropy);
        if (algorithm == Algorithm.ED25519) {
            var raw = new byte[Ed25519.PUBLIC_KEY_SIZE];
            Ed25519.generatePublicKey(seed, 0, raw, 0);
            this.jdk = null;
            this.verifying = VerifyingKey.ofRaw(algorithm, raw);
        } else {
            var pair = grow(algorithm, seed);
            this.jdk = pair.getPrivate();
            this.verifying = VerifyingKey.ofSpki(algorithm, pair.getPublic().getEncoded());
        }
    }

    public static SigningKey generate(Algorithm algorithm, Entropy entropy) {
        return new SigningKey(algorithm, entropy.bytes(Algorithm.SEED), entropy);
    }

    /** From the seed of RFC 8032 or FIPS 204; the entropy hedges ML-DSA's signatures. */
    public static SigningKey ofSeed(Algorithm algorithm, byte[] seed, Entropy entropy) {
        if (seed.length != Algorithm.SEED) {
            throw new Rejection("sign.seed", seed.length + " bytes where " + Algorithm.SEED + " belong");
        }
        return new SigningKey(algorithm, seed, entropy);
    }

    /** From {@link #encode()}. Refused if the seed no longer grows into the public key that was stored with it. */
    public static SigningKey decode(byte[] encoded, Entropy entropy) {
        var in = new CborReader(encoded);
        int count = in.array(4);
        long version = in.uint();
        if (version != VERSION) {
            throw new Rejection("sign.version", "key format " + version + " was written by a newer program");
        }
        var key = ofSeed(Algorithm.of(in.uintInt()), in.bytes(Algorithm.SEED), entropy);
        if (!Arrays.equals(in.bytes(), key.verifying.spki().shared())) {
            throw new Rejection("sign.mismatch", "the private key does not belong to the public key beside it");
        }
        in.skip(count - 4);
        in.end();
        return key;
    }

    /** {@code [version, algorithm, seed, spki]}: a secret, for a sealed file only. */
    public byte[] encode() {
        return new CborWriter()
                .array(4)
                .uint(VERSION)
                .uint(algorithm.code())
                .bytes(seed)
                .bytes(verifying.spki().shared())
                .toArray();
    }

    public Algorithm algorithm() {
        return algorithm;
    }

    public VerifyingKey verifying() {
        return verifying;
    }

    /** Signs exactly these bytes; the caller has put a tag in front of them. */
    public byte[] sign(byte[] message) {
        if (jdk == null) {
            var signature = new byte[Ed25519.SIGNATURE_SIZE];
            Ed25519.sign(seed, 0, verifying.raw().shared(), 0, message, 0, message.length, signature, 0);
            return signature;
        }
        try {
            var engine = Signature.getInstance(algorithm.title());
            engine.initSign(jdk, random);
            engine.update(message);
            return engine.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has " + algorithm.title() + " and the key is its own", e);
        }
    }

    /**
     * Signs and verifies with a throw-away key until the JIT compiler has seen the code: a cold ML-DSA signature takes 20-65 ms,
     * a warm one 0.2 ms.
     */
    public static void warm(Algorithm algorithm, int rounds, Entropy entropy) {
        var key = generate(algorithm, entropy);
        for (int i = 0; i < rounds; i++) {
            var message = entropy.bytes(64);
            if (!key.verifying.verify(message, key.sign(message))) {
                throw new IllegalStateException(
                        algorithm.title() + " does not verify its own signature on this machine");
            }
        }
    }

    /** FIPS 204, algorithm 1: the generator draws nothing but the seed, so the same seed makes the same keys. */
    private static KeyPair grow(Algorithm algorithm, byte[] seed) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm.title());
            generator.initialize(-1, new EntropyRandom(target -> System.arraycopy(seed, 0, target, 0, target.length)));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("JDK 25 has " + algorithm.title(), e);
        }
    }
}
