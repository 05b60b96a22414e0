package org.tocsin.wire.capture;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A window that slides over the bytes of a capture. From a stream it takes what is there and never waits for more than
 * was asked for, so that a frame of a live pipe is out as soon as its last byte is in.
 */
final class Window {
    /** Holds the largest frame and its header; the only buffer of a reader, whatever lengths a file declares. */
    private static final int SIZE = 1 << 20;

    private final @Nullable InputStream in;
    private final byte[] bytes;
    private long base;
    private int at;
    private int end;
    private @Nullable String failure;

    Window(InputStream in) {
        this.in = in;
        this.bytes = new byte[SIZE];
    }

    Window(byte[] all) {
        this.in = null;
        this.bytes = all;
        this.end = all.length;
    }

    /** Makes {@code count} bytes stand at {@link #at()}; false if the input ends before. */
    boolean need(int count) {
        return end - at >= count || refill(count);
    }

    private boolean refill(int count) {
        if (in == null || count > bytes.length) {
            return false;
        }
        System.arraycopy(bytes, at, bytes, 0, end - at);
        base += at;
        end -= at;
        at = 0;
        while (end < count) {
            int got = read(in);
            if (got < 0) {
                return false;
            }
            end += got;
        }
        return true;
    }

    private int read(InputStream from) {
        try {
            return from.read(bytes, end, bytes.length - end);
        } catch (IOException broken) {
            failure = "reading failed: " + broken.getMessage();
            return -1;
        }
    }

    /** Skips bytes without keeping them; false if the input ends before. */
    boolean skip(long count) {
        long left = count;
        while (left > 0) {
            if (at == end && !need(1)) {
                return false;
            }
            int step = (int) Math.min(left, end - at);
            at += step;
            left -= step;
        }
        return true;
    }

    byte[] bytes() {
        return bytes;
    }

    int at() {
        return at;
    }

    int left() {
        return end - at;
    }

    long position() {
        return base + at;
    }

    /** Why reading stopped before the end of input, null if it did not. */
    @Nullable
    String failure() {
        return failure;
    }

    int u16(int from, boolean little) {
        int a = bytes[at + from] & 0xff;
        int b = bytes[at + from + 1] & 0xff;
        return little ? b << 8 | a : a << 8 | b;
    }

    int i32(int from, boolean little) {
        int a = u16(from, little);
        int b = u16(from + 2, little);
        return little ? b << 16 | a : a << 16 | b;
    }

    long u32(int from, boolean little) {
        return i32(from, little) & 0xffff_ffffL;
    }

    long i64(int from, boolean little) {
        long a = u32(from, little);
        long b = u32(from + 4, little);
        return little ? b << 32 | a : a << 32 | b;
    }
}
