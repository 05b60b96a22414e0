package org.tocsin.ledger.wal;

import org.tocsin.crypto.seal.AesGcm;
import org.tocsin.crypto.seal.KeyWrap;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.ledger.entry.Salted;

/**
 * A payload at rest: encrypted under a key of its own, that key wrapped under the store key. Erasing the wrapped key erases
 * the payload wherever copies of the ciphertext lie.
 *
 * @param salt of the commitment
 * @param wrappedKey see {@link KeyWrap}
 * @param ciphertext of the encoded payload, the commitment as associated data
 */
public record Sealed(Bytes salt, Bytes wrappedKey, Bytes nonce, Bytes ciphertext) {
    /** Seals under a fresh key. */
    public static Sealed seal(Salted plain, Digest commitment, KeyWrap store, Entropy entropy) {
        var key = entropy.bytes(KeyWrap.KEY);
        var nonce = entropy.bytes(AesGcm.NONCE);
        var ciphertext = AesGcm.encrypt(
                key, nonce, commitment.bytes().shared(), plain.payload().shared());
        return new Sealed(plain.salt(), Bytes.owning(store.wrap(key)), Bytes.owning(nonce), Bytes.owning(ciphertext));
    }

    /** The payload again; a rejection if anything was changed or the store key is another. */
    public Salted open(Digest commitment, KeyWrap store) {
        var plain = AesGcm.decrypt(
                store.unwrap(wrappedKey.shared()),
                nonce.shared(),
                commitment.bytes().shared(),
                ciphertext.shared());
        return new Salted(salt, Bytes.owning(plain));
    }
}
