package org.tocsin.crypto.note;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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
        int split = encoded.length - 2;
        while (split >= 0 && (encoded[split] != '\n' || encoded[split + 1] != '\n')) {
            split--;
        }
        if (split < 0) {
            throw new Rejection("note.unsigned", "no blank line parts the text from its signatures");
        }
        if (encoded[encoded.length - 1] != '\n' || split + 2 == encoded.length) {
            throw new Rejection("note.signature-line", "the last line is missing or has no end");
        }
        return new Note(utf8(encoded, 0, split + 1), lines(encoded, split + 2));
    }

    /** Bytes and not text: signatures are kilobytes of base64. */
    private static List<SignatureLine> lines(byte[] encoded, int from) {
        var lines = new ArrayList<SignatureLine>();
        int at = from;
        for (int end = from; end < encoded.length; end++) {
            if (encoded[end] == '\n') {
                SIGNATURES.check(lines.size() + 1);
                lines.add(SignatureLine.parse(Arrays.copyOfRange(encoded, at, end)));
                at = end + 1;
            } else if (encoded[end] >= 0 && encoded[end] < ' ') {
                throw new Rejection("note.control", "a control character at position " + end);
            }
        }
        return lines;
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

    static String utf8(byte[] encoded, int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(encoded, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Rejection("note.utf8", "not UTF-8");
        }
    }
}
