package org.tocsin.crypto.seal;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;

/**
 * Wraps 32-byte keys under a 32-byte key: the subject keys of payloads under the store key. AES key wrap needs no nonce, so a
 * restored backup can't use one twice; a store that writes 200,000 a second would outlive the random nonces of GCM in a day.
 * Source: RFC 3394. Thread-safe.
 */
public final class KeyWrap {
    public static final int KEY = 32;
    public static final int WRAPPED = 40;

    /** Each thread keeps an engine that is ready: the key schedule costs more than the wrapping. */
    private final ThreadLocal<Cipher> wrapper;

    private final ThreadLocal<Cipher> unwrapper;

    public KeyWrap(byte[] storeKey) {
        if (storeKey.length != KEY) {
            throw new Rejection("seal.store-key", storeKey.length + " bytes where " + KEY + " belong");
        }
        var key = new SecretKeySpec(storeKey, "AES");
        this.wrapper = ThreadLocal.withInitial(() -> engine(Cipher.WRAP_MODE, key));
        this.unwrapper = ThreadLocal.withInitial(() -> engine(Cipher.UNWRAP_MODE, key));
    }

    public static KeyWrap generate(Entropy entropy) {
        return new KeyWrap(entropy.bytes(KEY));
    }

    /** The key in {@value #WRAPPED} bytes. */
    public byte[] wrap(byte[] key) {
        try {
            return wrapper.get().wrap(new SecretKeySpec(key, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of " + KEY + " bytes can be wrapped", e);
        }
    }

    /** The key again; refused if it was wrapped under another key or changed. */
    public byte[] unwrap(byte[] wrapped) {
        try {
            return unwrapper.get().unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new Rejection("seal.wrapped-key", "wrapped under another key, or changed");
        }
    }

    private static Cipher engine(int mode, SecretKeySpec key) {
        try {
            var engine = Cipher.getInstance("AES/KW/NoPadding");
            engine.init(mode, key);
            return engine;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("JDK 17 and newer have AES/KW", e);
        }
    }
}
