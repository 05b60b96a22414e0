package org.tocsin.crypto.note;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.tocsin.kernel.Rejection;

/** Standard base64 in its one canonical form, so that a note can't be changed and still verify. Source: RFC 4648, 4. */
final class Base64Text {
    private Base64Text() {}

    static byte[] decode(String text, String code) {
        return decode(text.getBytes(StandardCharsets.ISO_8859_1), code);
    }

    static byte[] decode(byte[] text, String code) {
        try {
            var bytes = Base64.getDecoder().decode(text);
            if (Arrays.equals(Base64.getEncoder().encode(bytes), text)) {
                return bytes;
            }
        } catch (IllegalArgumentException malformed) {
            throw new Rejection(code, "not base64");
        }
        throw new Rejection(code, "not in the canonical form of base64");
    }
}
