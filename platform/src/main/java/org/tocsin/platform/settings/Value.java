package org.tocsin.platform.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.Span;
import tools.jackson.databind.JsonNode;

/** Single values as people write them: numbers, true and false, durations such as {@code 90s}, {@code 24h}, {@code 7d}. */
final class Value {
    private Value() {}

    static Object parse(Class<?> type, String text, String path) {
        try {
            if (type == int.class) {
                return Integer.parseInt(text);
            } else if (type == long.class) {
                return Long.parseLong(text);
            } else if (type == double.class) {
                return Double.parseDouble(text);
            } else if (type == Duration.class) {
                return Span.read(text).orElseThrow(IllegalArgumentException::new);
            } else if (type == List.class) {
                return Stream.of(text.split(",", -1))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .toList();
            }
        } catch (IllegalArgumentException e) {
            throw refused(type, text, path);
        }
        if (type == boolean.class && !text.equals("true") && !text.equals("false")) {
            throw refused(type, text, path);
        }
        return type == boolean.class ? (Object) Boolean.parseBoolean(text) : text;
    }

    static List<String> list(JsonNode node, String path) {
        if (!node.isArray()) {
            throw new Rejection("settings.type", path + ": a list belongs here, as [a, b]");
        }
        var items = new ArrayList<String>();
        for (var item : node) {
            if (!item.isValueNode()) {
                throw new Rejection("settings.type", path + ": a list of single values belongs here");
            }
            items.add(item.asString());
        }
        return List.copyOf(items);
    }

    /** In the words of somebody who writes settings, with one to copy. */
    private static String wanted(Class<?> type) {
        if (type == Duration.class) {
            return "a time span, as 30s, 5m, 24h or 7d";
        } else if (type == boolean.class) {
            return "true or false";
        }
        return type == double.class ? "a number, as 0.9" : "a whole number, as 5";
    }

    private static Rejection refused(Class<?> type, String text, String path) {
        return new Rejection("settings.type", path + ": '" + Printable.of(text) + "' is not " + wanted(type));
    }
}
