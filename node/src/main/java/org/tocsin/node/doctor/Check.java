package org.tocsin.node.doctor;

import java.util.List;

/**
 * One thing that was looked at.
 *
 * @param what in one sentence, with numbers
 * @param cure what to do; empty when all is well
 */
public record Check(String name, State state, String what, String cure) {
    /** How it is. */
    public enum State {
        GOOD,
        /** It works, but somebody should know. */
        NOTE,
        /** It does not work. */
        BAD
    }

    /**
     * Who holds back what is cut off.
     *
     * @param whom the beginning of the sentence
     * @param enforcedBy {@code kernel}, {@code relay}; empty for nobody
     */
    public static Check holding(String name, String whom, List<String> enforcedBy) {
        var cure = Holding.cure(enforcedBy);
        return new Check(name, cure.isEmpty() ? State.GOOD : State.NOTE, whom + Holding.words(enforcedBy), cure);
    }

    static Check good(String name, String what) {
        return new Check(name, State.GOOD, what, "");
    }

    static Check note(String name, String what, String cure) {
        return new Check(name, State.NOTE, what, cure);
    }

    static Check bad(String name, String what, String cure) {
        return new Check(name, State.BAD, what, cure);
    }
}
