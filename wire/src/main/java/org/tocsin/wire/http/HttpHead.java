package org.tocsin.wire.http;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tocsin.wire.span.Span;

/**
 * The head of a request or an answer: start line and fields, as far as they are there.
 *
 * @param method of a request, empty in an answer
 * @param target of a request, empty in an answer
 * @param status of an answer, 0 in a request
 * @param fields by name in lower case; of a name that comes twice the first
 */
public record HttpHead(String method, String target, int status, Map<String, String> fields) {
    private static final int MOST_FIELDS = 64;
    private static final int MOST_LINE = 2_048;
    private static final int MOST_METHOD = 16;

    public HttpHead {
        fields = Map.copyOf(fields);
    }

    /** A field's value, empty for none. */
    public String header(String lowerCaseName) {
        return fields.getOrDefault(lowerCaseName, "");
    }

    /** Reads a head; null if the first line is none. What a cut has taken is missing. */
    public static @Nullable HttpHead read(byte[] bytes, int at, int size) {
        var in = new Span(bytes, at, size);
        if (in.peek() < 'A' || in.peek() > 'Z') {
            return null;
        }
        var first = line(in);
        var words = first.split(" ", 3);
        if (words.length < 2) {
            return null;
        }
        if (first.startsWith("HTTP/1.")) {
            int status = status(words[1]);
            return status == 0 ? null : new HttpHead("", "", status, fields(in));
        }
        boolean request = words.length == 3
                && words[2].startsWith("HTTP/1.")
                && words[0].length() <= MOST_METHOD
                && words[0].chars().allMatch(c -> (c >= 'A' && c <= 'Z') || c == '-');
        return request ? new HttpHead(words[0], words[1], 0, fields(in)) : null;
    }

    private static int status(String word) {
        return word.matches("[1-5][0-9]{2}") ? Integer.parseInt(word) : 0;
    }

    private static Map<String, String> fields(Span in) {
        var fields = new HashMap<String, String>();
        while (in.left() > 0 && fields.size() < MOST_FIELDS) {
            var line = line(in);
            if (line.isEmpty()) {
                break;
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.putIfAbsent(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return fields;
    }

    private static String line(Span in) {
        var line = in.until('\n');
        int end = line.endsWith("\r") ? line.length() - 1 : line.length();
        return line.substring(0, Math.min(end, MOST_LINE));
    }
}
