package org.tocsin.wire.mqtt;

import java.nio.ByteBuffer;

/**
 * Finds where packets end in a stream, without state, copies or allocation. Source: MQTT 5.0 section 2.1.
 *
 * <p>The first byte and the declared length are judged as soon as they are there: a garbage first byte or an oversized
 * packet is refused after at most five bytes, and nothing is ever allocated by the declared length.
 */
public final class MqttFraming {
    /** The answer when the length can't be known yet. */
    public static final int INCOMPLETE = -1;

    private MqttFraming() {}

    /**
     * The whole length of the packet that starts at {@code at}, which may reach behind {@code end}; {@link #INCOMPLETE} while
     * its fixed header is not all there.
     */
    public static int frameLength(ByteBuffer in, int at, int end, int mostBytes) {
        if (at == end) {
            return INCOMPLETE;
        }
        PacketType.ofFirstByte(in.get(at) & 0xff);
        int length = 0;
        for (int i = 1; i <= 4; i++) {
            if (at + i >= end) {
                return INCOMPLETE;
            }
            int next = in.get(at + i);
            length |= (next & 0x7f) << (7 * (i - 1));
            if (next >= 0) {
                if (next == 0 && i > 1) {
                    throw ReasonCode.MALFORMED_PACKET.refuse("the remaining length has a needless byte");
                }
                return checked(length + 1 + i, mostBytes);
            }
            checked(length + 1 + i, mostBytes);
        }
        throw ReasonCode.MALFORMED_PACKET.refuse("the remaining length is longer than four bytes");
    }

    /** Where the body of a framed packet starts. */
    static int bodyStart(ByteBuffer in, int at) {
        int i = at + 1;
        while (in.get(i) < 0) {
            i++;
        }
        return i + 1;
    }

    private static int checked(int length, int mostBytes) {
        if (length > mostBytes) {
            throw ReasonCode.PACKET_TOO_LARGE.refuse(
                    "a packet of " + length + " bytes or more, " + mostBytes + " are allowed");
        }
        return length;
    }
}
