package org.tocsin.wire.packet;

/** Bytes that somebody sent, as far as they were captured. */
public interface Payload {
    /** The array in which they lie. */
    byte[] bytes();

    /** Where in it they begin. */
    int payload();

    /** Bytes on the wire, by the headers. */
    int payloadLength();

    /** Bytes that were captured, at most {@link #payloadLength()}. */
    int payloadCaptured();
}
