package org.tocsin.node.doctor;

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
