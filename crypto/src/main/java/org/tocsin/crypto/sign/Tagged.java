package org.tocsin.crypto.sign;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** {@code tag || 0x00 || bytes}: what every signature of ours is over, so that none serves twice. Source: FORMATS. */
public final class Tagged {
    private Tagged() {}

    public static byte[] message(String tag, byte[] bytes) {
        var ascii = tag.getBytes(StandardCharsets.US_ASCII);
        var message = Arrays.copyOf(ascii, ascii.length + 1 + bytes.length);
        System.arraycopy(bytes, 0, message, ascii.length + 1, bytes.length);
        return message;
    }
}
