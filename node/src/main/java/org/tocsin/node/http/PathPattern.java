package org.tocsin.node.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tocsin.kernel.Rejection;

/**
 * Paths with {@code {name}} for one segment, or {@code {name*}} at the end for all that follow. Segments are told apart before
 * they are decoded, so that an encoded slash belongs to its segment and can't lead to another route.
 */
final class PathPattern {
    private PathPattern() {}

    /**
     * The decoded parameters, if the path fits.
     *
     * @param path as it came, percent-encoded
     */
    static Optional<Map<String, String>> match(String pattern, String path) {
        var wanted = List.of(pattern.split("/", -1));
        var given = List.of(path.split("/", -1));
        var parameters = new HashMap<String, String>();
        for (int i = 0; i < wanted.size(); i++) {
            var part = wanted.get(i);
            if (part.endsWith("*}") && i < given.size()) {
                var rest = String.join("/", given.subList(i, given.size()));
                parameters.put(part.substring(1, part.length() - 2), decoded(rest));
                return Optional.of(parameters);
            }
            if (i >= given.size() || (!part.startsWith("{") && !part.equals(given.get(i)))) {
                return Optional.empty();
            }
            if (part.startsWith("{")) {
                parameters.put(part.substring(1, part.length() - 1), decoded(given.get(i)));
            }
        }
        return wanted.size() == given.size() ? Optional.of(parameters) : Optional.empty();
    }

    /** A plus sign is itself in a path (RFC 3986), a space only in a form. */
    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Rejection("http.path", "the path is not percent-encoded as a path");
        }
    }
}
