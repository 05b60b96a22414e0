package org.tocsin.ledger.disk;

import java.util.OptionalLong;

/**
 * Something in a file that must not be, in words.
 *
 * @param file name in the folder of the ledger
 * @param at byte where it begins; empty where it is the whole file, or its absence
 */
public record Damage(String file, OptionalLong at, String what) {
    public static Damage at(String file, long at, String what) {
        return new Damage(file, OptionalLong.of(at), what);
    }

    public static Damage of(String file, String what) {
        return new Damage(file, OptionalLong.empty(), what);
    }

    @Override
    public String toString() {
        return file + (at.isPresent() ? " at byte " + at.getAsLong() : "") + ": " + what;
    }
}
