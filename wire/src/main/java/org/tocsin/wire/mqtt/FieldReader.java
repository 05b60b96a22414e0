package org.tocsin.wire.mqtt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.tocsin.kernel.Bytes;

/**
 * Reads the fields of one packet's body. Source: MQTT 5.0 section 1.5.
 *
 * <p>It never allocates by a length that was not first found to lie within the body, and it can be pointed at the next
 * packet, so that a relay's hot path has one reader a connection.
 */
final class FieldReader {
    private ByteBuffer in;
    private int at;
    private int end;

    FieldReader(ByteBuffer in, int from, int to) {
        this.in = in;
        this.at = from;
        this.end = to;
    }

    void reset(ByteBuffer buffer, int from, int to) {
        in = buffer;
        at = from;
        end = to;
    }

    int position() {
        return at;
    }

    int remaining() {
        return end - at;
    }

    int u8() {
        need(1);
        return in.get(at++) & 0xff;
    }

    int u16() {
        need(2);
        return (u8() << 8) | u8();
    }

    long u32() {
        need(4);
        return ((long) u16() << 16) | u16();
    }

    /** A byte that is 0 or 1. */
    boolean flag() {
        int value = u8();
        if (value > 1) {
            throw ReasonCode.PROTOCOL_ERROR.refuse("a flag is " + value + ", neither 0 nor 1");
        }
        return value == 1;
    }

    /** A packet identifier; zero is none. */
    int packetId() {
        int id = u16();
        if (id == 0) {
            throw ReasonCode.MALFORMED_PACKET.refuse("packet identifier 0");
        }
        return id;
    }

    /** Up to four bytes of seven bits, least first, in their shortest form. Source: section 1.5.5. */
    int variable() {
        int value = 0;
        for (int shift = 0; shift <= 21; shift += 7) {
            int next = u8();
            value |= (next & 0x7f) << shift;
            if (next < 0x80) {
                if (next == 0 && shift > 0) {
                    throw ReasonCode.MALFORMED_PACKET.refuse("a variable byte integer has a needless byte");
                }
                return value;
            }
        }
        throw ReasonCode.MALFORMED_PACKET.refuse("a variable byte integer is longer than four bytes");
    }

    /** A string, checked to be UTF-8 without NUL and surrogates. Source: section 1.5.4. */
    String text() {
        int length = skipText();
        var bytes = new byte[length];
        in.get(at - length, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Checks a string and steps over it without making one; returns its length in bytes. */
    int skipText() {
        int length = u16();
        need(length);
        Utf8.check(in, at, at + length);
        at += length;
        return length;
    }

    Bytes binary() {
        int length = u16();
        need(length);
        return take(length);
    }

    int skipBinary() {
        int length = u16();
        need(length);
        at += length;
        return length;
    }

    /** All that is left. */
    Bytes rest() {
        return take(remaining());
    }

    /** Narrows the reader to the next {@code length} bytes; returns the end to give back to {@link #widen}. */
    int narrow(int length) {
        need(length);
        int outer = end;
        end = at + length;
        return outer;
    }

    void widen(int outer) {
        end();
        end = outer;
    }

    /** Refuses bytes behind the last field. */
    void end() {
        if (at != end) {
            throw ReasonCode.MALFORMED_PACKET.refuse(remaining() + " bytes behind the last field");
        }
    }

    private Bytes take(int length) {
        var bytes = new byte[length];
        in.get(at, bytes);
        at += length;
        return Bytes.owning(bytes);
    }

    private void need(int count) {
        if (count > end - at) {
            throw ReasonCode.MALFORMED_PACKET.refuse(count + " bytes of a field, " + remaining() + " are left");
        }
    }
}
