package org.tocsin.wire.tcp;

import java.util.Arrays;
import org.tocsin.wire.packet.Packet;
import org.tocsin.wire.packet.Payload;

/** Bytes of one direction in their place. Lies in an array of its own or of a packet, which are not to be changed. */
public final class Segment implements Payload {
    private static final int URGENT_POINTER = 18;
    private static final byte DATA_MARK = (byte) 242;

    private final int sequence;
    private final byte[] bytes;
    private final int payload;
    private final int payloadLength;
    private final int payloadCaptured;

    /**
     * @param sequence of the first byte
     * @param bytes in which they lie
     * @param payload where they begin
     * @param payloadLength how many there are
     * @param payloadCaptured how many of these were captured
     */
    public Segment(int sequence, byte[] bytes, int payload, int payloadLength, int payloadCaptured) {
        this.sequence = sequence;
        this.bytes = bytes;
        this.payload = payload;
        this.payloadLength = payloadLength;
        this.payloadCaptured = payloadCaptured;
    }

    /** What a packet carries, in the packet's own array. */
    public static Segment of(Packet p) {
        return new Segment(p.sequence(), p.bytes(), p.payload(), p.payloadLength(), p.payloadCaptured());
    }

    /** Of the first byte. */
    public int sequence() {
        return sequence;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int payload() {
        return payload;
    }

    @Override
    public int payloadLength() {
        return payloadLength;
    }

    @Override
    public int payloadCaptured() {
        return payloadCaptured;
    }

    /** Sequence number behind the last byte. */
    public int end() {
        return sequence + payloadLength;
    }

    /** The part from a number on that lies in it. */
    public Segment from(int number) {
        int skip = number - sequence;
        int captured = Math.max(0, payloadCaptured - skip);
        return new Segment(number, bytes, payload + payloadCaptured - captured, payloadLength - skip, captured);
    }

    /** The part before a number that lies in it. */
    public Segment until(int number) {
        int length = number - sequence;
        return new Segment(sequence, bytes, payload, length, Math.min(payloadCaptured, length));
    }

    /** With an array of its own, which outlives the packet's. */
    Segment kept() {
        var copy = Arrays.copyOfRange(bytes, payload, payload + payloadCaptured);
        return new Segment(sequence, copy, 0, payloadLength, payloadCaptured);
    }

    /**
     * The offset in a packet's payload of the byte that a receiver takes out of the stream as urgent, or -1. Stacks take it out unless
     * they are told otherwise; servers of telnet let its data mark (RFC 854) stand, and so does this. Source: RFC 6093.
     */
    public static int urgent(Packet p) {
        if (!p.has(Packet.URG) || p.payloadCaptured() == 0) {
            return -1;
        }
        int pointer = p.transport() + URGENT_POINTER;
        int at = ((p.bytes()[pointer] & 0xff) << 8 | (p.bytes()[pointer + 1] & 0xff)) - 1;
        boolean there = at >= 0 && at < p.payloadCaptured();
        return there && p.bytes()[p.payload() + at] != DATA_MARK ? at : -1;
    }
}
