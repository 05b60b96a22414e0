package org.tocsin.cli.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Settings as keys with dots and values as people write them. */
public final class Keys {
    private Keys() {}

    /** Every key of a settings record with its value, in the order of the records. */
    public static Map<String, String> of(Record settings) {
        var keys = new LinkedHashMap<String, String>();
        collect("", settings, keys);
        return keys;
    }

    private static void collect(String path, Record record, Map<String, String> into) {
        for (var component : record.getClass().getRecordComponents()) {
            try {
                var value = component.getAccessor().invoke(record);
                if (value instanceof Record nested) {
                    collect(path + component.getName() + ".", nested, into);
                } else {
                    into.put(path + component.getName(), text(value));
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("a settings record is public in an exported package", e);
            }
        }
    }

    private static String text(Object value) {
        return switch (value) {
            case Duration span -> span(span);
            case List<?> list -> list.stream().map(Object::toString).collect(Collectors.joining(", "));
            default -> value.toString();
        };
    }

    private static String span(Duration span) {
        long millis = span.toMillis();
        if (millis % 86_400_000 == 0) {
            return millis / 86_400_000 + "d";
        } else if (millis % 3_600_000 == 0) {
            return millis / 3_600_000 + "h";
        } else if (millis % 60_000 == 0) {
            return millis / 60_000 + "m";
        }
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }
}
