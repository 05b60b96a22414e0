package org.tocsin.edge.nft;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.tocsin.kernel.Limit;

/** What the kernel says. Source: linux/netlink.h, netlink(7). */
sealed interface Answer {
    /** Which request it is about. */
    int sequence();

    /** An object that was asked for, or told of. */
    record Thing(int sequence, int message, boolean interrupted, Attributes body) implements Answer {}

    /** A request is done, or a list is at its end. */
    record Done(int sequence, boolean interrupted) implements Answer {}

    /**
     * A request failed.
     *
     * @param errno positive
     * @param said the kernel's own words, mostly empty
     */
    record Failed(int sequence, int errno, String said) implements Answer {}

    Limit MESSAGES = new Limit("nft.answer-messages", 65_536);

    int HEADER = 16;
    int GENERIC = 4;
    int NOOP = 1;
    int ERROR = 2;
    int DONE = 3;
    int INTERRUPTED = 0x10;
    int CAPPED = 0x100;
    int HAS_WORDS = 0x200;
    int WORDS = 1;

    /** Reads all messages of one datagram; refused ({@code nft.answer}) where its lengths lie. */
    static List<Answer> read(byte[] bytes, int length) {
        var found = new ArrayList<Answer>();
        var buffer = ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.nativeOrder());
        for (int at = 0; at < length; ) {
            if (length - at < HEADER) {
                throw Attributes.wrong((length - at) + " bytes are left where a message has sixteen at least");
            }
            int size = buffer.getInt(at);
            if (size < HEADER || size > length - at) {
                throw Attributes.wrong("a message of " + size + " bytes where " + (length - at) + " are left");
            }
            MESSAGES.check(found.size() + 1);
            int type = buffer.getShort(at + 4) & 0xffff;
            if (type != NOOP) {
                found.add(one(bytes, buffer, type, at, at + size));
            }
            at = Math.min(length, at + (size + 3 & ~3));
        }
        return found;
    }

    private static Answer one(byte[] bytes, ByteBuffer buffer, int type, int at, int end) {
        int flags = buffer.getShort(at + 6) & 0xffff;
        int sequence = buffer.getInt(at + 8);
        boolean interrupted = (flags & INTERRUPTED) != 0;
        int body = at + HEADER;
        if (type == ERROR) {
            return failed(bytes, buffer, flags, sequence, body, end);
        }
        if (type == DONE) {
            int result = end - body < 4 ? 0 : buffer.getInt(body);
            return result < 0 ? new Failed(sequence, positive(result), "") : new Done(sequence, interrupted);
        }
        if (end - body < GENERIC) {
            throw Attributes.wrong("a message of " + (end - body) + " bytes without its family");
        }
        return new Thing(sequence, type & 0xff, interrupted, new Attributes(bytes, body + GENERIC, end));
    }

    private static Answer failed(byte[] bytes, ByteBuffer buffer, int flags, int sequence, int body, int end) {
        if (end - body < 4) {
            throw Attributes.wrong("an error of " + (end - body) + " bytes without a number");
        }
        int result = buffer.getInt(body);
        return result == 0
                ? new Done(sequence, false)
                : new Failed(sequence, positive(result), words(bytes, buffer, flags, body + 4, end));
    }

    /** The most negative of all numbers has no positive one. */
    private static int positive(int result) {
        return Math.abs(Math.max(result, -Integer.MAX_VALUE));
    }

    /** Behind the request that failed, whole or only its header, stand the words. */
    private static String words(byte[] bytes, ByteBuffer buffer, int flags, int request, int end) {
        if ((flags & HAS_WORDS) == 0 || end - request < HEADER) {
            return "";
        }
        int size = (flags & CAPPED) != 0 ? HEADER : buffer.getInt(request);
        if (size < HEADER || size > end - request) {
            throw Attributes.wrong("an error quotes a request of " + size + " bytes");
        }
        int from = Math.min(end, request + (size + 3 & ~3));
        var words = new Attributes(bytes, from, end).find(WORDS);
        return words == null ? "" : words.text();
    }
}
