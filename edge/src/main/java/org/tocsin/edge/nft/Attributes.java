package org.tocsin.edge.nft;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;

/**
 * The attributes in a part of a message, or the value of one. Nothing is copied and nothing recurses: what is nested is read when
 * it is asked for. Lengths that lie are {@code nft.answer}. Source: linux/netlink.h, struct nlattr.
 */
final class Attributes {
    /** How many stand beside each other in one list of the kernel. */
    private static final Limit COUNT = new Limit("nft.answer-attributes", 16_384);

    private static final int TYPE = 0x3fff;
    private static final int HEADER = 4;

    private final byte[] bytes;
    private final int from;
    private final int to;

    Attributes(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /** One attribute: what it is, and its value. */
    record Attribute(int type, Attributes value) {}

    /** All, in their order. */
    List<Attribute> all() {
        var found = new ArrayList<Attribute>();
        for (int at = from; at < to; ) {
            if (to - at < HEADER) {
                throw wrong(to - at + " bytes are left where an attribute has four at least");
            }
            int length = nativeShort(at);
            if (length < HEADER || length > to - at) {
                throw wrong("an attribute of " + length + " bytes where " + (to - at) + " are left");
            }
            COUNT.check(found.size() + 1);
            found.add(new Attribute(nativeShort(at + 2) & TYPE, new Attributes(bytes, at + HEADER, at + length)));
            at = Math.min(to, at + (length + 3 & ~3));
        }
        return found;
    }

    /** The first of that type, null if there is none. */
    @Nullable
    Attributes find(int type) {
        for (var attribute : all()) {
            if (attribute.type() == type) {
                return attribute.value();
            }
        }
        return null;
    }

    /** As {@link #find}; refused where it is missing. */
    Attributes need(int type) {
        var found = find(type);
        if (found == null) {
            throw wrong("attribute " + type + " is missing");
        }
        return found;
    }

    /** What is left behind the first bytes, for values that begin with a header of their own. */
    Attributes behind(int header) {
        if (header > size()) {
            throw wrong("a value of " + size() + " bytes with a header of " + header);
        }
        return new Attributes(bytes, from + header, to);
    }

    int size() {
        return to - from;
    }

    int number() {
        return buffer(4).getInt();
    }

    long longNumber() {
        return buffer(8).getLong();
    }

    /** Text up to its end or a zero byte, made fit to be shown. */
    String text() {
        int end = from;
        while (end < to && bytes[end] != 0) {
            end++;
        }
        return Printable.of(new String(bytes, from, end - from, StandardCharsets.UTF_8));
    }

    byte[] copy() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    private ByteBuffer buffer(int size) {
        if (size() != size) {
            throw wrong("a number of " + size() + " bytes, not " + size);
        }
        return ByteBuffer.wrap(bytes, from, size);
    }

    private int nativeShort(int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getShort(at) & 0xffff;
    }

    static Rejection wrong(String detail) {
        return new Rejection("nft.answer", "the kernel's answer is not understood: " + detail);
    }
}
