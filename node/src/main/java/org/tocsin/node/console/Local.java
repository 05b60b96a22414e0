package org.tocsin.node.console;

import java.net.URI;
import java.net.URISyntaxException;

/** Paths of this console. A redirect must never lead to another site, whoever wrote the link. */
final class Local {
    private Local() {}

    /** The path itself if it is one of ours, else the first page. */
    static String path(String text) {
        boolean ours = text.startsWith("/")
                && !text.startsWith("//")
                && text.indexOf('\\') < 0
                && text.length() <= 2_500
                && text.chars().noneMatch(Character::isISOControl);
        return ours ? text : "/";
    }

    /** As it stands in a header. */
    static String encoded(String path) {
        try {
            return new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException e) {
            return "/";
        }
    }
}
