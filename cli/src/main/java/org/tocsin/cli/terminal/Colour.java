package org.tocsin.cli.terminal;

/** The few colours, each with one meaning. Source: EXPERIENCE, console. */
public enum Colour {
    /** Under attack or denied. */
    RED("31"),
    /** Watched or throttled. */
    AMBER("33"),
    /** In force and well. */
    GREEN("32"),
    /** Information and focus. */
    BLUE("34"),
    /** Past, or beside the point. */
    GREY("90"),
    BOLD("1");

    private final String code;

    Colour(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
