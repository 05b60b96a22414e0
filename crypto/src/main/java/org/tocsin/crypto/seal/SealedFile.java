package org.tocsin.crypto.seal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;

/**
 * A secret at rest: {@code ["tocsin-sealed", version, purpose, nonce, ciphertext]} in CBOR, AES-256-GCM under the unseal key,
 * everything before the nonce as associated data, so that one key file can't be put in another's place.
 */
public final class SealedFile {
    private static final String MAGIC = "tocsin-sealed";
    private static final int VERSION = 1;
    private static final Limit SIZE = new Limit("seal.file-size", 65_536);

    private SealedFile() {}

    /** Seals a secret for a purpose and replaces the file at once and durably; its mode is 0600. */
    public static void write(Path file, UnsealKey key, String purpose, byte[] secret, Entropy entropy)
            throws IOException {
        OwnerOnly.replace(file, seal(key, purpose, secret, entropy));
    }

    /** The secret that was sealed for this purpose under this key; anything else is refused by name. */
    public static byte[] read(Path file, UnsealKey key, String purpose) throws IOException {
        SIZE.check(Files.size(file));
        try {
            return open(key, purpose, Files.readAllBytes(file));
        } catch (Rejection refused) {
            throw new Rejection(refused.code(), file + ": " + refused.detail());
        }
    }

    static byte[] seal(UnsealKey key, String purpose, byte[] secret, Entropy entropy) {
        var nonce = entropy.bytes(AesGcm.NONCE);
        var sealed = AesGcm.encrypt(key.secret().shared(), nonce, header(purpose), secret);
        return new CborWriter().raw(header(purpose)).bytes(nonce).bytes(sealed).toArray();
    }

    static byte[] open(UnsealKey key, String purpose, byte[] content) {
        var in = new CborReader(content);
        int count = in.array(5);
        if (!in.text().equals(MAGIC)) {
            throw new Rejection("seal.format", "not a sealed file");
        }
        long version = in.uint();
        if (version != VERSION) {
            throw new Rejection("seal.version", "format " + version + " was written by a newer program");
        }
        var found = in.text();
        if (!found.equals(purpose)) {
            throw new Rejection("seal.purpose", "sealed for another purpose than " + purpose);
        }
        var nonce = in.bytes(AesGcm.NONCE);
        var sealed = in.bytes();
        in.skip(count - 5);
        in.end();
        return AesGcm.decrypt(key.secret().shared(), nonce, header(purpose), sealed);
    }

    private static byte[] header(String purpose) {
        return new CborWriter().array(5).text(MAGIC).uint(VERSION).text(purpose).toArray();
    }
}
