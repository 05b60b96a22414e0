package org.tocsin.crypto.note;

import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;

/** The rule for names of keys: not empty, no spaces, no plus sign. Source: C2SP signed-note, Format. */
final class KeyName {
    private static final Limit SIZE = new Limit("note.key-name-size", 255);

    private KeyName() {}

    static void check(String name) {
        SIZE.check(name.length());
        boolean good = !name.isEmpty()
                && name.indexOf('+') < 0
                && name.codePoints().noneMatch(c -> Character.isWhitespace(c) || Character.isSpaceChar(c))
                && Printable.of(name).equals(name);
        if (!good) {
            throw new Rejection("note.key-name", "a key's name is not empty and has no spaces and no plus sign");
        }
    }
}
