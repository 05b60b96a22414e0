package org.tocsin.cli.terminal;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Printable;
import tools.jackson.databind.JsonNode;

/** Writes one JSON object on one line (RFC 8259), members in the order given. */
public final class Json {
    private final StringBuilder text = new StringBuilder("{");

    public Json put(String name, @Nullable String value) {
        return raw(name, value == null ? "null" : quoted(value));
    }

    public Json put(String name, long value) {
        return raw(name, Long.toString(value));
    }

    public Json put(String name, boolean value) {
        return raw(name, Boolean.toString(value));
    }

    /** A number with at most three digits behind the point; what is no number is null. */
    public Json put(String name, double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return raw(name, "null");
        }
        var digits = String.format(Locale.ROOT, "%.3f", value).replaceFirst("\\.?0+$", "");
        return raw(name, digits);
    }

    public Json put(String name, Json value) {
        return raw(name, value.toString());
    }

    /** What another writer made. */
    public Json put(String name, JsonNode value) {
        return raw(name, line(value));
    }

    /** An array of numbers as they are, of texts for all else. */
    public Json put(String name, List<?> values) {
        var list = new StringBuilder("[");
        for (var value : values) {
            list.append(list.length() > 1 ? "," : "");
            list.append(value instanceof Number number ? number.toString() : quoted(value.toString()));
        }
        return raw(name, list.append(']').toString());
    }

    private Json raw(String name, String value) {
        if (text.length() > 1) {
            text.append(',');
        }
        text.append(quoted(name)).append(':').append(value);
        return this;
    }

    private static String quoted(String value) {
        var quoted = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else {
                quoted.append(shown(c));
            }
        }
        return quoted.append('"').toString();
    }

    /** A foreign value on one line; nothing in it can move a cursor. */
    public static String line(JsonNode value) {
        var text = org.tocsin.platform.json.Json.text(value);
        var safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            safe.append(shown(text.charAt(i)));
        }
        return safe.toString();
    }

    /** What is not shown on a terminal stands escaped; outside of strings JSON has only ASCII that is. */
    private static String shown(char c) {
        boolean safe = c < 0x7f
                ? c >= ' '
                : !Character.isSurrogate(c) && Printable.of(String.valueOf(c)).charAt(0) == c;
        return safe ? String.valueOf(c) : String.format("\\u%04x", (int) c);
    }

    @Override
    public String toString() {
        return text + "}";
    }
}
