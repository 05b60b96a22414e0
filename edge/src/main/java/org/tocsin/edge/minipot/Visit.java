package org.tocsin.edge.minipot;

import java.nio.charset.StandardCharsets;

/** What a {@link Dialogue} brings about. */
interface Visit {
    /** How much a log-in says by itself. */
    enum Weight {
        /** Nothing does this by itself with a maker's pair; who has the wrong address does it with words of its own. */
        IF_LISTED,
        /** A device's settings can make an innocent do this: it takes several different pairs. */
        SEVERAL,
        /** Whoever can have a URL fetched by an innocent chooses this, pair after pair: told at several, and accuses nobody. */
        FETCHED
    }

    /** Says it to the visitor. Never bytes that came from it. */
    void say(byte[] bytes);

    default void say(String text) {
        say(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Somebody tried to log in, and is refused. The secret is hashed and forgotten. */
    void login(String user, String secret, Weight weight);

    /** What the visitor says it is: a banner, a user agent. */
    void software(String name);

    /** The word by which a botnet knows its own, {@code MIRAI} of {@code /bin/busybox MIRAI}. */
    void token(String word);

    /** No more is heard; what was said still goes out. */
    void end();
}
