package org.tocsin.wire.capture;

import java.util.Arrays;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;

/**
 * Reads pcapng: sections of both byte orders, interfaces of different link types and time resolutions, enhanced, simple
 * and old packet blocks; other blocks are passed over. Source: draft-ietf-opsawg-pcapng.
 */
final class PcapngReader extends Capture {
    private static final int SECTION = 0x0a0d0d0a;
    private static final int INTERFACE = 1;
    private static final int OLD_PACKET = 2;
    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;
    private static final Limit INTERFACES = new Limit("capture.interfaces", 4096);

    private final Window window;
    private boolean little;
    private int[] links = new int[4];
    private long[] resolutions = new long[4];
    private long[] offsets = new long[4];
    private int interfaces;
    private long number;
    private long skipped;
    private int uncovered = -1;
    private long pending;

    PcapngReader(Window window) {
        this.window = window;
        if (!window.need(12)) {
            throw new Rejection("capture.format", "a pcapng file that ends inside its first block");
        }
        int order = window.i32(8, false);
        if (order != 0x1a2b3c4d && order != 0x4d3c2b1a) {
            throw new Rejection("capture.format", "a pcapng file without a byte order mark");
        }
    }

    @Override
    public long skipped() {
        return skipped;
    }

    @Override
    public boolean next(Frame frame) {
        while (damage() == null) {
            if (!window.skip(pending)) {
                pending = 0;
                return cut(window, window.position(), "the file ends inside a block");
            }
            pending = 0;
            if (!window.need(12)) {
                return end();
            }
            if (block(frame)) {
                number++;
                return true;
            }
        }
        return false;
    }

    private boolean end() {
        if (window.left() != 0 || window.failure() != null) {
            return cut(window, window.position(), "the file ends inside the header of a block");
        }
        if (number == 0 && uncovered >= 0) {
            throw LinkType.refusal(uncovered);
        }
        return false;
    }

    /** Takes one block in; true if it showed a frame. */
    private boolean block(Frame frame) {
        long position = window.position();
        int type = window.i32(0, little);
        if (type == SECTION) {
            int order = window.i32(8, false);
            if (order != 0x1a2b3c4d && order != 0x4d3c2b1a) {
                return damaged(position, "a section without a byte order mark");
            }
            little = order == 0x4d3c2b1a;
            interfaces = 0;
        }
        long length = window.u32(4, little);
        if (length < 12 || (length & 3) != 0) {
            return damaged(position, "a block claims a length of " + length + " bytes");
        }
        pending = length;
        return switch (type) {
            case INTERFACE -> describe(position, length);
            case ENHANCED_PACKET -> packet(frame, position, length, 28, false);
            case OLD_PACKET -> packet(frame, position, length, 28, true);
            case SIMPLE_PACKET -> simple(frame, position, length);
            default -> false;
        };
    }

    private boolean describe(long position, long length) {
        if (length < 20 || length > 1 << 16) {
            return damaged(position, "an interface block of " + length + " bytes");
        }
        if (!window.need((int) length)) {
            return cut(window, position, "the file ends inside an interface block");
        }
        if (interfaces >= INTERFACES.most()) {
            return damaged(position, "more than " + INTERFACES.most() + " interfaces");
        }
        if (interfaces == links.length) {
            links = Arrays.copyOf(links, interfaces * 2);
            resolutions = Arrays.copyOf(resolutions, interfaces * 2);
            offsets = Arrays.copyOf(offsets, interfaces * 2);
        }
        links[interfaces] = window.u16(8, little);
        resolutions[interfaces] = 6;
        offsets[interfaces] = 0;
        options((int) length - 4);
        interfaces++;
        return false;
    }

    /** Options of an interface that change time: if_tsresol (9) and if_tsoffset (14). */
    private void options(int end) {
        int at = 16;
        while (at + 4 <= end) {
            int code = window.u16(at, little);
            int size = window.u16(at + 2, little);
            if (code == 0 || at + 4 + size > end) {
                return;
            }
            if (code == 9 && size >= 1) {
                resolutions[interfaces] = window.bytes()[window.at() + at + 4] & 0xff;
            } else if (code == 14 && size >= 8) {
                offsets[interfaces] = window.i64(at + 4, little);
            }
            at += 4 + (size + 3 & ~3);
        }
    }

    private boolean packet(Frame frame, long position, long length, int header, boolean old) {
        if (length < header + 4) {
            return damaged(position, "a packet block of " + length + " bytes");
        }
        if (!window.need(header)) {
            return cut(window, position, "the file ends inside the header of a packet block");
        }
        long face = old ? window.u16(8, little) : window.u32(8, little);
        long stamp = window.u32(12, little) << 32 | window.u32(16, little);
        long captured = window.u32(20, little);
        long wire = window.u32(24, little);
        return show(frame, position, length, header, face, stamp, captured, wire);
    }

    private boolean simple(Frame frame, long position, long length) {
        if (length < 16) {
            return damaged(position, "a simple packet block of " + length + " bytes");
        }
        if (!window.need(12)) {
            return cut(window, position, "the file ends inside the header of a packet block");
        }
        long wire = window.u32(8, little);
        return show(frame, position, length, 12, 0, 0, Math.min(wire, length - 16), wire);
    }

    private boolean show(
            Frame frame, long position, long length, int header, long face, long stamp, long captured, long wire) {
        if (face >= interfaces) {
            return damaged(position, "a packet of interface " + face + ", which no block describes");
        }
        if (captured > length - header - 4 || captured > FRAME.most()) {
            return damaged(position, "a packet claims " + captured + " bytes in a block of " + length);
        }
        int size = (int) captured;
        if (!window.need(header + size)) {
            return cut(window, position, "the file ends inside a packet of " + size + " bytes");
        }
        int index = (int) face;
        if (!LinkType.covered(links[index])) {
            uncovered = links[index];
            skipped++;
            return false;
        }
        long time = nanos(stamp, resolutions[index]) + offsets[index] * 1_000_000_000L;
        int whole = (int) Math.min(Math.max(wire, size), Integer.MAX_VALUE);
        frame.show(window.bytes(), window.at() + header, size, whole, time, links[index], number + 1, position);
        return true;
    }

    /** Units of an interface to nanoseconds: powers of ten, or of two where the high bit is set. */
    static long nanos(long stamp, long resolution) {
        int exponent = (int) resolution & 0x7f;
        if ((resolution & 0x80) != 0) {
            if (exponent >= 63) {
                return 0;
            }
            long seconds = stamp >>> exponent;
            long rest = stamp & (1L << exponent) - 1;
            return seconds * 1_000_000_000L + (long) ((double) rest / (1L << exponent) * 1e9);
        }
        long value = stamp;
        for (int i = exponent; i < 9; i++) {
            value *= 10;
        }
        for (int i = Math.min(exponent, 40); i > 9; i--) {
            value /= 10;
        }
        return value;
    }
}
