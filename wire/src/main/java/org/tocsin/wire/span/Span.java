package org.tocsin.wire.span;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads big-endian fields from a part of an array and never beyond it: past the end it gives zeros and is {@link #cut}. A decoder reads
 * on without a check at each field and asks once; loops must end by {@link #left}.
 */
public final class Span {
    private final byte[] bytes;
    /** Where the message begins that this is a part of. */
    private final int origin;

    private final int start;
    private final int end;
    private int at;
    private boolean cut;

    /**
     * @param at where it begins
     * @param size bytes of it; what the array does not have is cut
     */
    public Span(byte[] bytes, int at, int size) {
        this(bytes, at, at, size);
    }

    private Span(byte[] bytes, int origin, int at, int size) {
        this.bytes = bytes;
        this.origin = origin;
        this.start = at;
        this.at = at;
        this.end = Math.clamp((long) at + size, at, Math.max(at, bytes.length));
        this.cut = size < 0 || end - at < size;
    }

    /** Bytes that are still to be read. */
    public int left() {
        return end - at;
    }

    /** Bytes that were read so far. */
    public int read() {
        return at - start;
    }

    /** Whether something was asked for that is not there. */
    public boolean cut() {
        return cut;
    }

    public int u8() {
        return need(1) ? bytes[at++] & 0xff : 0;
    }

    public int u16() {
        return need(2) ? u8() << 8 | u8() : 0;
    }

    public int u24() {
        return need(3) ? u8() << 16 | u16() : 0;
    }

    public long u32() {
        return need(4) ? (long) u16() << 16 | u16() : 0;
    }

    /** The next byte without reading it; -1 at the end. */
    public int peek() {
        return at < end ? bytes[at] & 0xff : -1;
    }

    public void skip(int count) {
        at += fit(count);
    }

    /** The next bytes as a span of their own; as many as are there. */
    public Span take(int count) {
        int there = fit(count);
        var part = new Span(bytes, origin, at, there);
        part.cut = there < count;
        at += there;
        return part;
    }

    /** Bytes from the beginning of the whole message to here. */
    public int offset() {
        return at - origin;
    }

    /** The message from that offset on, for formats that point backwards. */
    public Span from(int offset) {
        int from = Math.clamp((long) origin + offset, origin, end);
        return new Span(bytes, origin, from, end - from);
    }

    public byte[] bytes(int count) {
        int there = fit(count);
        at += there;
        return Arrays.copyOfRange(bytes, at - there, at);
    }

    /** One character a byte (ISO 8859-1), so that hostile bytes stay visible; printing is for {@link org.tocsin.kernel.Printable}. */
    public String text(int count) {
        int there = fit(count);
        at += there;
        return new String(bytes, at - there, there, StandardCharsets.ISO_8859_1);
    }

    /** The rest up to and without that byte, which is read too; all that is left if it does not come. */
    public String until(char stop) {
        int to = at;
        while (to < end && (bytes[to] & 0xff) != stop) {
            to++;
        }
        var text = text(to - at);
        if (at < end) {
            at++;
        }
        return text;
    }

    private boolean need(int count) {
        if (end - at < count) {
            cut = true;
            at = end;
            return false;
        }
        return true;
    }

    private int fit(int count) {
        if (count < 0 || end - at < count) {
            cut = true;
            return Math.max(0, Math.min(count, end - at));
        }
        return count;
    }
}
