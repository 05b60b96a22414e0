package org.tocsin.crypto.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.tocsin.crypto.sign.VerifyingKey;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;

/**
 * A named public key of signed notes, the "vkey": {@code <name>+<hash>+<base64(type || key)>}. Source: C2SP signed-note.
 *
 * @param name who signs; a log's key bears the log's origin
 */
public record VerifierKey(String name, SignatureType type, VerifyingKey key) {
    private static final Limit SIZE = new Limit("note.key-size", 4_096);
    private static final int ID_DIGITS = 8;

    public VerifierKey {
        KeyName.check(name);
        if (key.algorithm() != type.algorithm()) {
            throw new Rejection("note.key", "the key is not of the algorithm of its type");
        }
    }

    /** First four bytes of SHA-256 over {@code name || 0x0A || type || key}: finds the key, proves nothing. */
    public int id() {
        var hash = Digest.hash(
                name.getBytes(StandardCharsets.UTF_8),
                new byte[] {'\n', (byte) type.code()},
                key.raw().shared());
        return ByteBuffer.wrap(hash.bytes().shared()).getInt();
    }

    public String encode() {
        var raw = key.raw().shared();
        var typed = new byte[1 + raw.length];
        typed[0] = (byte) type.code();
        System.arraycopy(raw, 0, typed, 1, raw.length);
        return name + "+" + HexFormat.of().toHexDigits(id()) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    public static VerifierKey parse(String text) {
        SIZE.check(text.length());
        int first = text.indexOf('+');
        int second = text.indexOf('+', first + 1);
        if (first < 0 || second < 0) {
            throw new Rejection("note.key", "a name, a hash and a key belong here, with plus signs between");
        }
        var typed = Base64Text.decode(text.substring(second + 1), "note.key");
        if (typed.length < 2) {
            throw new Rejection("note.key", "the key is missing");
        }
        var type = SignatureType.of(typed[0]);
        var raw = Arrays.copyOfRange(typed, 1, typed.length);
        var key = new VerifierKey(text.substring(0, first), type, VerifyingKey.ofRaw(type.algorithm(), raw));
        var id = text.substring(first + 1, second);
        if (id.length() != ID_DIGITS || !id.equals(HexFormat.of().toHexDigits(key.id()))) {
            throw new Rejection("note.key-hash", "the hash is not that of the name and the key");
        }
        return key;
    }

    /** Whether a line was made by a key of this name and hash, be it this one or a forger's. */
    boolean claims(SignatureLine line) {
        return line.keyId() == id() && line.name().equals(name);
    }
}
