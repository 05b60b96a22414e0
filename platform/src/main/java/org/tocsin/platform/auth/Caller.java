package org.tocsin.platform.auth;

/**
 * Who asks.
 *
 * @param name for the audit trail
 * @param session the session's CSRF token when the caller came by cookie, else empty
 */
public record Caller(String name, Role role, String session) {
    /** Somebody without credentials. */
    public static final Caller STRANGER = new Caller("-", Role.STRANGER, "");

    public boolean may(Permission permission) {
        return role.may(permission);
    }
}
