package org.tocsin.ledger.entry;

import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;

/**
 * An encoded payload with the salt that makes its commitment unguessable. Source: FORMATS, commitment.
 *
 * @param salt 32 random bytes: without them an IPv4 address in a payload could be found by trying all
 * @param payload as encoded; hashed, never re-encoded
 */
public record Salted(Bytes salt, Bytes payload) {
    public static final int SALT = 32;
    private static final String TAG = "tocsin/commit/v1";

    public Salted {
        if (salt.size() != SALT) {
            throw new Rejection("payload.salt", salt.size() + " bytes where " + SALT + " belong");
        }
        Payload.SIZE.check(payload.size());
    }

    public static Salted fresh(byte[] payload, Entropy entropy) {
        return new Salted(Bytes.owning(entropy.bytes(SALT)), Bytes.owning(payload));
    }

    public Digest commitment() {
        return Digest.tagged(TAG, salt.shared(), payload.shared());
    }

    /** Whether this is what the entry has bound. */
    public boolean matches(Entry entry) {
        return commitment().equals(entry.commitment());
    }
}
