package org.tocsin.cli;

/** Something that is needed is missing on this machine; the message names it and the cure. Ends in {@link Exit#MISSING}. */
public final class Missing extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String what;

    public Missing(String what) {
        super(what, null, false, false);
        this.what = what;
    }

    @Override
    public String getMessage() {
        return what;
    }
}
