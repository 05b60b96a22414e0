package org.tocsin.crypto.note;

import java.util.Base64;
import org.tocsin.kernel.Rejection;

/** Standard base64 in its one canonical form, so that a note can't be changed and still verify. Source: RFC 4648, 4. */
final class Base64Text {
    private Base64Text() {}

    static byte[] decode(String text, String code) {
        try {
            var bytes = Base64.getDecoder().decode(text);
            if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException malformed) {
            throw new Rejection(code, "not base64");
        }
        throw new Rejection(code, "not in the canonical form of base64");
    }
}
