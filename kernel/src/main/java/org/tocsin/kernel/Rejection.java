package org.tocsin.kernel;

import java.util.Objects;

/**
 * A named refusal of input that somebody else sent. Thrown inside a parser, kept as a value at its boundary.
 *
 * <p>It carries no stack trace: hostile input must not buy CPU time, and the code says where it came from.
 */
public final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final String detail;

    /**
     * @param code stable name, {@code area.what} in lower case, explained in the docs
     * @param detail what was refused, where, and what would be accepted; never a secret
     */
    public Rejection(String code, String detail) {
        super(null, null, false, false);
        this.code = Objects.requireNonNull(code);
        this.detail = Objects.requireNonNull(detail);
    }

    @Override
    public String getMessage() {
        return code + ": " + detail;
    }

    public String code() {
        return code;
    }

    public String detail() {
        return detail;
    }
}
