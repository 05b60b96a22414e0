package org.tocsin.cli.api;

/** The node said no, or its answer could not be believed. Source: RFC 9457. Ends in exit code 1. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String title;
    private final String detail;

    public Refused(String title, String detail) {
        super(null, null, false, false);
        this.title = title;
        this.detail = detail;
    }

    @Override
    public String getMessage() {
        return title + ": " + detail;
    }
}
