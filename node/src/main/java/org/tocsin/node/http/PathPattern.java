package org.tocsin.node.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Paths with {@code {name}} for one segment, or {@code {name*}} at the end for all that follow. */
final class PathPattern {
    private PathPattern() {}

    static Optional<Map<String, String>> match(String pattern, String path) {
        var wanted = List.of(pattern.split("/", -1));
        var given = List.of(path.split("/", -1));
        var parameters = new HashMap<String, String>();
        for (int i = 0; i < wanted.size(); i++) {
            var part = wanted.get(i);
            if (part.endsWith("*}") && i < given.size()) {
                parameters.put(part.substring(1, part.length() - 2), String.join("/", given.subList(i, given.size())));
                return Optional.of(parameters);
            }
            if (i >= given.size() || (!part.startsWith("{") && !part.equals(given.get(i)))) {
                return Optional.empty();
            }
            if (part.startsWith("{")) {
                parameters.put(part.substring(1, part.length() - 1), given.get(i));
            }
        }
        return wanted.size() == given.size() ? Optional.of(parameters) : Optional.empty();
    }
}
