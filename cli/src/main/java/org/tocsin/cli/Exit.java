package org.tocsin.cli;

/** Exit codes of every command. Source: ARCHITECTURE section 5. */
public final class Exit {
    public static final int DONE = 0;
    /** There is a finding, or a check failed. */
    public static final int FOUND = 1;

    public static final int WRONG_USE = 2;
    /** Something that is needed is missing on this machine (EX_UNAVAILABLE of sysexits.h). */
    public static final int MISSING = 69;

    private Exit() {}
}
