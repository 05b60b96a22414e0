package org.tocsin.edge.minipot;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Gathers one line at a time, each at most so long; a longer one is nobody's name or secret. */
final class Lines {
    /** A name as people and bots type it: printable, without a blank. A probe in another protocol is none. */
    private static final Pattern NAME = Pattern.compile("[!-~]{1,64}");

    private final byte[] line;
    private int length;
    private boolean afterReturn;

    Lines(int most) {
        line = new byte[most];
    }

    /** What a byte brought. */
    enum Step {
        MORE,
        LINE,
        TOO_LONG
    }

    /** Takes one byte in; after {@link Step#LINE} the line is there to be taken. */
    Step add(int c) {
        boolean newline = c == '\n' && afterReturn;
        afterReturn = c == '\r';
        if (newline || c == 0) {
            return Step.MORE; // RFC 854: a return is followed by a newline or a NUL
        }
        if (c == '\r' || c == '\n') {
            return Step.LINE;
        }
        if (c == 8 || c == 127) {
            length = Math.max(0, length - 1);
        } else if (length == line.length) {
            return Step.TOO_LONG;
        } else {
            line[length++] = (byte) c;
        }
        return Step.MORE;
    }

    /** The line, which is forgotten with this. */
    String take() {
        var text = new String(line, 0, length, StandardCharsets.ISO_8859_1);
        java.util.Arrays.fill(line, 0, length, (byte) 0);
        length = 0;
        return text;
    }

    /** Whether the piece ends with this byte, or with what RFC 854 has follow a return: who sends more has not waited to be asked. */
    static boolean ends(byte[] bytes, int at, int end) {
        boolean pair = bytes[at] == '\r' && at + 2 == end && (bytes[at + 1] == '\n' || bytes[at + 1] == 0);
        return pair || at + 1 == end;
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
