package org.tocsin.crypto.seal;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.tocsin.kernel.Rejection;

/** AES-256-GCM with a 96-bit nonce and a 128-bit tag behind the ciphertext. Source: NIST SP 800-38D. */
public final class AesGcm {
    public static final int KEY = 32;
    public static final int NONCE = 12;
    public static final int TAG = 16;

    /** A cipher engine costs more to look up than a short payload to encrypt. */
    private static final ThreadLocal<Cipher> ENGINE = ThreadLocal.withInitial(AesGcm::engine);

    private AesGcm() {}

    /** The caller never uses a nonce twice with one key. */
    public static byte[] encrypt(byte[] key, byte[] nonce, byte[] associated, byte[] plain) {
        try {
            return run(Cipher.ENCRYPT_MODE, key, nonce, associated, plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("encrypting valid input can't fail", e);
        }
    }

    /** The plain text, or a rejection if key, nonce, associated data or ciphertext are not those of the encryption. */
    public static byte[] decrypt(byte[] key, byte[] nonce, byte[] associated, byte[] sealed) {
        try {
            return run(Cipher.DECRYPT_MODE, key, nonce, associated, sealed);
        } catch (AEADBadTagException e) {
            throw new Rejection("seal.authentic", "wrong key, or the content was changed");
        } catch (GeneralSecurityException e) {
            throw new Rejection("seal.authentic", "key, nonce or content have an impossible size");
        }
    }

    private static byte[] run(int mode, byte[] key, byte[] nonce, byte[] associated, byte[] input)
            throws GeneralSecurityException {
        var engine = ENGINE.get();
        engine.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG, nonce));
        engine.updateAAD(associated);
        return engine.doFinal(input);
    }

    private static Cipher engine() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }
}
