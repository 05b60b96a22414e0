package org.tocsin.platform.auth;

/** What a caller may do. A role is a set of these. */
public enum Permission {
    /** Needs nothing: log-in page, static files, health. */
    NONE,
    /** Read findings, verdicts, peers, logs. */
    READ,
    /** Read the feeds that foreign enforcers poll. */
    FEED,
    /** Lift or set verdicts, retract, pause, accept peers. */
    OPERATE,
    /** Make tokens, change who may do what. */
    ADMIN
}
