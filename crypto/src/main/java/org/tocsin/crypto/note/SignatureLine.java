package org.tocsin.crypto.note;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;

/**
 * One signature under a note. Source: C2SP signed-note, Signatures.
 *
 * @param keyId says which of the keys of this name signed
 * @param signature what the type says: for ML-DSA-44 a time and a signature
 */
public record SignatureLine(String name, int keyId, Bytes signature) {
    private static final String PREFIX = "\u2014 ";
    private static final byte[] DASH = PREFIX.getBytes(StandardCharsets.UTF_8);
    private static final Limit SIZE = new Limit("note.line-size", 16_384);

    public SignatureLine {
        KeyName.check(name);
        if (signature.size() == 0) {
            throw new Rejection("note.signature", "the signature is empty");
        }
    }

    /** The line without its newline. */
    public String encode() {
        var value = ByteBuffer.allocate(Integer.BYTES + signature.size())
                .putInt(keyId)
                .put(signature.shared())
                .array();
        return PREFIX + name + " " + Base64.getEncoder().encodeToString(value);
    }

    static SignatureLine parse(byte[] line) {
        SIZE.check(line.length);
        int space = DASH.length;
        while (space < line.length && line[space] != ' ') {
            space++;
        }
        if (space >= line.length || !Arrays.equals(DASH, 0, DASH.length, line, 0, DASH.length)) {
            throw new Rejection("note.signature-line", "an em dash, a name and a signature belong in a line");
        }
        var value = Base64Text.decode(Arrays.copyOfRange(line, space + 1, line.length), "note.signature");
        if (value.length <= Integer.BYTES) {
            throw new Rejection("note.signature", "the signature is cut short");
        }
        return new SignatureLine(
                Note.utf8(line, DASH.length, space),
                ByteBuffer.wrap(value).getInt(),
                Bytes.owning(Arrays.copyOfRange(value, Integer.BYTES, value.length)));
    }
}
