package org.tocsin.kernel;

import java.nio.ByteBuffer;

/** Addresses as people write them: dotted quad; RFC 4291 in, RFC 5952 out. */
final class AddressText {
    private AddressText() {}

    static Address parse(String text) {
        if (text.isEmpty() || text.length() > 45) {
            throw refused(text);
        }
        return text.indexOf(':') >= 0 ? v6(text) : Address.v4(v4(text, text));
    }

    /** Four decimal bytes; a leading zero is refused, since some readers take it for octal. */
    private static int v4(String quad, String whole) {
        int bits = 0;
        var parts = quad.split("\\.", -1);
        if (parts.length != 4) {
            throw refused(whole);
        }
        for (var part : parts) {
            boolean digits = part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            if (part.isEmpty() || !digits || (part.length() > 1 && part.charAt(0) == '0')) {
                throw refused(whole);
            }
            int value = Integer.parseInt(part);
            if (value > 255) {
                throw refused(whole);
            }
            bits = bits << 8 | value;
        }
        return bits;
    }

    private static Address v6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            throw refused(text);
        }
        var head = groups(gap < 0 ? text : text.substring(0, gap), text);
        var tail = gap < 0 ? new short[0] : groups(text.substring(gap + 2), text);
        int known = head.length + tail.length;
        if (gap < 0 ? known != 8 : known > 7) {
            throw refused(text);
        }
        var bytes = ByteBuffer.allocate(16);
        for (var group : head) {
            bytes.putShort(group);
        }
        bytes.position(16 - 2 * tail.length);
        for (var group : tail) {
            bytes.putShort(group);
        }
        return Address.of(bytes.array());
    }

    private static short[] groups(String part, String whole) {
        if (part.isEmpty()) {
            return new short[0];
        }
        var words = part.split(":", -1);
        boolean quad = words[words.length - 1].indexOf('.') >= 0;
        var groups = new short[words.length + (quad ? 1 : 0)];
        for (int i = 0; i < words.length; i++) {
            if (quad && i == words.length - 1) {
                int bits = v4(words[i], whole);
                groups[i] = (short) (bits >>> 16);
                groups[i + 1] = (short) bits;
            } else {
                groups[i] = group(words[i], whole);
            }
        }
        return groups;
    }

    private static short group(String word, String whole) {
        if (word.isEmpty()
                || word.length() > 4
                || !word.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
            throw refused(whole);
        }
        return (short) Integer.parseInt(word, 16);
    }

    static String format(Address address) {
        if (address.isV4()) {
            int bits = address.v4Bits();
            return (bits >>> 24) + "." + (bits >>> 16 & 255) + "." + (bits >>> 8 & 255) + "." + (bits & 255);
        }
        var bytes = ByteBuffer.wrap(address.toArray());
        int[] zeros = longestZeros(bytes);
        var text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == zeros[0]) {
                text.append("::");
                i += zeros[1] - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(bytes.getShort(2 * i) & 0xffff));
        }
        return text.toString();
    }

    /** Start and length of the first longest run of two or more zero groups; start 8 when there is none. */
    private static int[] longestZeros(ByteBuffer bytes) {
        int start = 8;
        int length = 1;
        for (int i = 0; i < 8; i++) {
            int run = 0;
            while (i + run < 8 && bytes.getShort(2 * (i + run)) == 0) {
                run++;
            }
            if (run > length) {
                start = i;
                length = run;
            }
            i += run;
        }
        return new int[] {start, length};
    }

    private static Rejection refused(String text) {
        var shown = text.length() > 60 ? text.substring(0, 60) + "..." : text;
        return new Rejection("address.text", "'" + Printable.of(shown) + "' is neither an IPv4 nor an IPv6 address");
    }
}
