package org.tocsin.wire.capture;

import org.tocsin.kernel.Rejection;

/**
 * Reads pcap files, version 2, of both byte orders, in micro- and nanoseconds. Source: draft-ietf-opsawg-pcap. A file header where a
 * packet's was due begins another capture: the next writer of a pipe was there before the reader saw the first one go.
 */
final class PcapReader extends Capture {
    private static final int HEADER = 24;
    private static final int RECORD = 16;
    private static final int MICROS = 0xa1b2c3d4;
    private static final int NANOS = 0xa1b23c4d;
    /** Linux kernels of old wrote records eight bytes longer; such files are refused by name rather than misread. */
    private static final int MODIFIED = 0xa1b2cd34;
    /** RFC 1952, section 2.3.1. */
    private static final int GZIP = 0x1f8b;

    private final Window window;
    private boolean little;
    private int unit;
    private int link;
    private long number;
    private int consumed;

    private PcapReader(Window window) {
        this.window = window;
    }

    static PcapReader open(Window window, int magic) {
        int swapped = Integer.reverseBytes(magic);
        if (magic == MODIFIED || swapped == MODIFIED) {
            throw new Rejection(
                    "capture.format", "a 'modified' pcap file of old Linux kernels; convert it to pcap first");
        }
        if (magic >>> 16 == GZIP) {
            throw new Rejection(
                    "capture.format",
                    "no capture as it stands: compressed with gzip; unpack it on the way: gzip -dc FILE | tocsin watch -");
        }
        if (!isMagic(magic) && !isMagic(swapped)) {
            throw new Rejection(
                    "capture.format",
                    "no capture: it begins with " + String.format("%08x", magic)
                            + ", which is neither pcap nor pcapng");
        }
        if (!window.need(HEADER)) {
            throw new Rejection("capture.format", "a pcap file that ends inside its header of 24 bytes");
        }
        var reader = new PcapReader(window);
        reader.header();
        return reader;
    }

    private static boolean isMagic(int word) {
        return word == MICROS || word == NANOS;
    }

    /** Takes the file header in at which the window stands. */
    private void header() {
        int magic = window.i32(0, false);
        little = !isMagic(magic);
        unit = window.i32(0, little) == NANOS ? 1 : 1000;
        int major = window.u16(4, little);
        if (major != 2) {
            throw new Rejection("capture.format", "pcap version " + major + "; version 2 is read");
        }
        link = window.i32(20, little) & 0xffff;
        if (!LinkType.covered(link)) {
            throw LinkType.refusal(link);
        }
        window.skip(HEADER);
    }

    /** As a packet it would be empty, and of the year 2055 or later: no capture holds one like it. */
    private boolean isAnother() {
        int magic = window.i32(0, false);
        boolean swapped = isMagic(Integer.reverseBytes(magic));
        return (isMagic(magic) || swapped)
                && window.u16(4, swapped) == 2
                && window.i64(8, swapped) == 0
                && window.need(HEADER);
    }

    private void begin() {
        long position = window.position();
        try {
            header();
        } catch (Rejection refused) {
            var _ = damaged(position, "another capture begins, and is refused: " + refused.detail());
        }
    }

    @Override
    public boolean next(Frame frame) {
        window.skip(consumed);
        consumed = 0;
        while (damage() == null) {
            if (!window.need(RECORD)) {
                boolean clean = window.left() == 0 && window.failure() == null;
                return !clean && cut(window, window.position(), "the file ends inside the header of a packet");
            }
            if (!isAnother()) {
                return packet(frame);
            }
            begin();
        }
        return false;
    }

    private boolean packet(Frame frame) {
        long position = window.position();
        long captured = window.u32(8, little);
        if (captured > FRAME.most()) {
            return damaged(
                    position,
                    "a packet claims " + captured + " captured bytes, more than the " + FRAME.most() + " allowed");
        }
        int size = (int) captured;
        if (!window.need(RECORD + size)) {
            return cut(window, position, "the file ends inside a packet of " + size + " bytes");
        }
        long time = window.u32(0, little) * 1_000_000_000L + window.u32(4, little) * unit;
        long wire = Math.min(Math.max(window.u32(12, little), size), Integer.MAX_VALUE);
        frame.show(window.bytes(), window.at() + RECORD, size, (int) wire, time, link, ++number, position);
        consumed = RECORD + size;
        return true;
    }
}
