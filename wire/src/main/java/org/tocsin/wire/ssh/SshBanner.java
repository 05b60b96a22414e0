package org.tocsin.wire.ssh;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The identification that each side of SSH begins with (RFC 4253, section 4.2).
 *
 * @param protocol version of the protocol, {@code 2.0}; {@code 1.99} of a server that speaks the first one as well
 * @param software name and version of the program, with its comments
 */
public record SshBanner(String protocol, String software) {
    private static final String PREFIX = "SSH-";
    /** With the line's end (RFC 4253, section 4.2). */
    private static final int MOST = 255;

    /** Reads a banner at the start of what a side sends; null if it is none, is not whole or has control characters. */
    public static @Nullable SshBanner read(byte[] b, int at, int size) {
        if (!begins(b, at, size)) {
            return null;
        }
        int end = at;
        while (end < at + Math.min(size, MOST) && b[end] != '\n') {
            end++;
        }
        if (end == at + Math.min(size, MOST)) {
            return null;
        }
        end -= b[end - 1] == '\r' ? 1 : 0;
        for (int i = at; i < end; i++) {
            if (b[i] < ' ' || b[i] == 127) {
                return null;
            }
        }
        var text = new String(b, at, end - at, StandardCharsets.US_ASCII);
        int dash = text.indexOf('-', PREFIX.length());
        return dash < 0 ? null : new SshBanner(text.substring(PREFIX.length(), dash), text.substring(dash + 1));
    }

    /** Whether bytes begin as a banner does. */
    public static boolean begins(byte[] b, int at, int size) {
        return size >= PREFIX.length() && b[at] == 'S' && b[at + 1] == 'S' && b[at + 2] == 'H' && b[at + 3] == '-';
    }

    /** Whether the side speaks the first protocol, whose checksums protect nothing. */
    public boolean isFirstVersion() {
        return protocol.startsWith("1.");
    }

    /** As it was sent. */
    @Override
    public String toString() {
        return PREFIX + protocol + "-" + software;
    }
}
