package org.tocsin.wire.login;

/** Hears what a {@link LoginReader} read. */
public interface LoginListener {
    /** How a log-in ended. */
    enum Outcome {
        ACCEPTED,
        REFUSED,
        /** Refused or ended for a reason that says nothing about the credentials. */
        UNKNOWN
    }

    /**
     * Somebody tried to log in. The secret must not be stored or shown.
     *
     * @param user empty if none was given
     * @param secret empty if none was given
     */
    void attempt(String user, String secret);

    /** What became of the latest attempt. */
    void outcome(Outcome outcome);
}
