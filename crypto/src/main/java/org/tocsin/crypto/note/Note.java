package org.tocsin.crypto.note;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;

/**
 * A text with signature lines under it, parsed and not believed yet. Source: C2SP signed-note, Format.
 *
 * @param text what is signed, final newline included
 * @param signatures at least one
 */
public record Note(String text, List<SignatureLine> signatures) {
    private static final Limit SIZE = new Limit("note.size", 1 << 20);

    /** As Go's sumdb/note; C2SP demands at least 16. */
    private static final Limit SIGNATURES = new Limit("note.signatures", 100);

    private static final String BLANK_LINE = "\n\n";

    public Note {
        signatures = List.copyOf(signatures);
        SIGNATURES.check(signatures.size());
        if (signatures.isEmpty()) {
            throw new Rejection("note.unsigned", "at least one signature line belongs under the text");
        }
        checkText(text);
    }

    public byte[] encode() {
        var note = new StringBuilder(text).append('\n');
        signatures.forEach(line -> note.append(line.encode()).append('\n'));
        return note.toString().getBytes(StandardCharsets.UTF_8);
    }

    public static Note parse(byte[] encoded) {
        SIZE.check(encoded.length);
        var note = utf8(encoded);
        int split = note.lastIndexOf(BLANK_LINE);
        if (split < 0) {
            throw new Rejection("note.unsigned", "no blank line parts the text from its signatures");
        }
        if (!note.endsWith("\n") || split + BLANK_LINE.length() == note.length()) {
            throw new Rejection("note.signature-line", "the last line is missing or has no end");
        }
        checkCharacters(note);
        var lines = new ArrayList<SignatureLine>();
        int at = split + BLANK_LINE.length();
        while (at < note.length()) {
            SIGNATURES.check(lines.size() + 1);
            int end = note.indexOf('\n', at);
            lines.add(SignatureLine.parse(note.substring(at, end)));
            at = end + 1;
        }
        return new Note(note.substring(0, split + 1), lines);
    }

    /** Refuses text that can't be signed: it must end in a newline and hold no control character but that. */
    static void checkText(String text) {
        if (!text.endsWith("\n")) {
            throw new Rejection("note.text", "the text does not end in a newline");
        }
        checkCharacters(text);
    }

    private static void checkCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\n') {
                throw new Rejection("note.control", "a control character at position " + i);
            }
        }
    }

    private static String utf8(byte[] encoded) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(encoded))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Rejection("note.utf8", "not UTF-8");
        }
    }
}
