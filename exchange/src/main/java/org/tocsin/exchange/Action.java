package org.tocsin.exchange;

/** What a verdict asks of enforcers, weakest first. */
public enum Action {
    IGNORE,
    WATCH,
    THROTTLE,
    /** New sessions are refused, live ones stay. */
    REFUSE_NEW,
    /** New sessions are refused and live ones closed. */
    BLOCK
}
