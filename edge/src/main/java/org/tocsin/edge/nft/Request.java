package org.tocsin.edge.nft;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes one message of nfnetlink: header and nfgenmsg in this machine's byte order, attributes whose numbers are big-endian.
 * Source: linux/netlink.h, linux/netfilter/nfnetlink.h.
 */
final class Request {
    static final int REQUEST = 1;
    static final int ACK = 4;
    static final int DUMP = 0x300;
    static final int EXCLUSIVE = 0x200;
    static final int CREATE = 0x400;
    static final int APPEND = 0x800;

    /** NFPROTO_INET: a table for IPv4 and IPv6. */
    static final int INET = 1;

    private static final int SUBSYSTEM = 10 << 8;
    private static final int NESTED = 0x8000;
    /** The length of an attribute has 16 bits. */
    private static final int LONGEST = 0xffff;

    private final Deque<Integer> open = new ArrayDeque<>();
    private ByteBuffer bytes = buffer(256);

    private Request(int type, int flags, int family, int resource) {
        bytes.putInt(0).putShort((short) type).putShort((short) flags).putLong(0);
        bytes.put((byte) family).put((byte) 0).put((byte) (resource >> 8)).put((byte) resource);
    }

    /** A message to nf_tables about family inet. */
    static Request of(int message, int flags) {
        return new Request(SUBSYSTEM | message, REQUEST | flags, INET, 0);
    }

    /** NFNL_MSG_BATCH_BEGIN and _END. */
    static Request batch(int type) {
        return new Request(type, REQUEST, 0, SUBSYSTEM >> 8);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.nativeOrder());
    }

    Request text(int attribute, String text) {
        return bytes(attribute, (text + '\0').getBytes(StandardCharsets.US_ASCII));
    }

    Request number(int attribute, int value) {
        return bytes(attribute, ByteBuffer.allocate(4).putInt(value).array());
    }

    Request longNumber(int attribute, long value) {
        return bytes(attribute, ByteBuffer.allocate(8).putLong(value).array());
    }

    Request bytes(int attribute, byte[] value) {
        room(4 + value.length + 3);
        bytes.putShort((short) (4 + value.length)).putShort((short) attribute).put(value);
        return padded();
    }

    /** Begins an attribute that holds others, until {@link #end}. */
    Request begin(int attribute) {
        room(4);
        open.push(bytes.position());
        bytes.putShort((short) 0).putShort((short) (NESTED | attribute));
        return this;
    }

    Request end() {
        int at = open.pop();
        int length = bytes.position() - at;
        if (length > LONGEST) {
            throw new IllegalStateException(length + " bytes in one attribute; whoever writes lists cuts them");
        }
        bytes.putShort(at, (short) length);
        return this;
    }

    private Request padded() {
        while ((bytes.position() & 3) != 0) {
            bytes.put((byte) 0);
        }
        return this;
    }

    private void room(int more) {
        if (bytes.remaining() < more) {
            bytes = buffer(2 * (bytes.capacity() + more)).put(bytes.flip());
        }
    }

    int size() {
        return bytes.position();
    }

    /** The whole message, under that number, by which the kernel answers. */
    byte[] numbered(int sequence, int moreFlags) {
        if (!open.isEmpty()) {
            throw new IllegalStateException("an attribute was begun and not ended");
        }
        bytes.putInt(0, bytes.position());
        bytes.putShort(6, (short) (bytes.getShort(6) | moreFlags));
        bytes.putInt(8, sequence);
        var message = new byte[bytes.position()];
        bytes.get(0, message);
        return message;
    }
}
