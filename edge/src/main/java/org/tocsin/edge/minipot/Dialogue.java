package org.tocsin.edge.minipot;

/**
 * One connection's side of the talk, as a state machine: bytes in, a {@link Visit} told. No I/O, no clock, and no more memory than a
 * line or a head, whatever the bytes are.
 */
sealed interface Dialogue permits Telnet, Ssh, Http, Ftp, Mqtt {
    /** The connection is there; says what the server says first, if it does. */
    void greet();

    /** The next piece of what the visitor sends, as it was read; not called again once the visit has ended. */
    void hear(byte[] bytes, int at, int size);
}
