package org.tocsin.edge;

import java.util.Locale;

/** Why a connection never became a session. */
public enum Refusal {
    /** The block list names its address; it never reached TLS. */
    BLOCKED,
    /** Its source has as many connections as a source may have. */
    SOURCE_FULL,
    /** Its source connects too often. */
    SOURCE_TOO_FAST,
    /** The relay has as many connections as it may have. */
    RELAY_FULL,
    /** What it sent first is not TLS. */
    NOT_TLS,
    /** The budget for handshakes is spent for longer than it may wait. */
    HANDSHAKE_BUDGET,
    /** No certificate, one of a foreign CA, or another failure of TLS. */
    HANDSHAKE_FAILED,
    /** The block list names the device. */
    DEVICE_BLOCKED,
    /** It was too slow. */
    DEADLINE,
    /** What it sent is not MQTT as it should be. */
    PROTOCOL,
    /** The broker can't be reached, or would not have it. */
    UPSTREAM,
    /** It went away by itself. */
    GONE,
    /** The relay is being stopped. */
    SHUTDOWN;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The reason as it stands in the name of its counter. */
    String word() {
        return word;
    }
}
