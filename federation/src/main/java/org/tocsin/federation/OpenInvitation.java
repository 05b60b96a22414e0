package org.tocsin.federation;

import java.time.Instant;

/**
 * An invitation that was handed out and can still be used once.
 *
 * @param id the first digits of its secret's hash: names it, and opens nothing
 */
public record OpenInvitation(String id, Instant expires) {
    /** Digits of an id. */
    public static final int ID = 16;

    /** An id's form. */
    public static final String PATTERN = "[0-9a-f]{16}";
}
