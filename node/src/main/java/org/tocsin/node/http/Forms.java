package org.tocsin.node.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.http.Request;

/** Fields of submitted forms, for pages that work without script. */
public final class Forms {
    private static final int MOST_FORM = 64 << 10;

    private Forms() {}

    /** The first value of a field, if the body is a form that has it. */
    public static Optional<String> field(Request request, String name) {
        boolean form =
                request.headers().getOrDefault("content-type", "").startsWith("application/x-www-form-urlencoded");
        if (!form || request.body().size() > MOST_FORM) {
            return Optional.empty();
        }
        var text = new String(request.body().shared(), StandardCharsets.UTF_8);
        for (var pair : List.of(text.split("&", -1))) {
            int equals = pair.indexOf('=');
            if (equals >= 0 && decoded(pair.substring(0, equals)).equals(name)) {
                return Optional.of(decoded(pair.substring(equals + 1)));
            }
        }
        return Optional.empty();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Rejection("http.form", "the form is not encoded as a form");
        }
    }
}
