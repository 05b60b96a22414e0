package org.tocsin.wire.capture;

import org.tocsin.kernel.Rejection;

/** Reads pcap files, version 2, of both byte orders, in micro- and nanoseconds. Source: draft-ietf-opsawg-pcap. */
final class PcapReader extends Capture {
    private static final int HEADER = 24;
    private static final int RECORD = 16;
    private static final int MICROS = 0xa1b2c3d4;
    private static final int NANOS = 0xa1b23c4d;
    /** Linux kernels of old wrote records eight bytes longer; such files are refused by name rather than misread. */
    private static final int MODIFIED = 0xa1b2cd34;

    private final Window window;
    private final boolean little;
    private final int unit;
    private final int link;
    private long number;
    private int consumed;

    private PcapReader(Window window, boolean little, int unit, int link) {
        this.window = window;
        this.little = little;
        this.unit = unit;
        this.link = link;
    }

    static PcapReader open(Window window, int magic) {
        int swapped = Integer.reverseBytes(magic);
        boolean little = swapped == MICROS || swapped == NANOS;
        int plain = little ? swapped : magic;
        if (plain == MODIFIED || swapped == MODIFIED) {
            throw new Rejection(
                    "capture.format", "a 'modified' pcap file of old Linux kernels; convert it to pcap first");
        }
        if (plain != MICROS && plain != NANOS) {
            throw new Rejection(
                    "capture.format",
                    "no capture: it begins with " + String.format("%08x", magic)
                            + ", which is neither pcap nor pcapng");
        }
        if (!window.need(HEADER)) {
            throw new Rejection("capture.format", "a pcap file that ends inside its header of 24 bytes");
        }
        int major = window.u16(4, little);
        if (major != 2) {
            throw new Rejection("capture.format", "pcap version " + major + "; version 2 is read");
        }
        int link = window.i32(20, little) & 0xffff;
        if (!LinkType.covered(link)) {
            throw LinkType.refusal(link);
        }
        window.skip(HEADER);
        return new PcapReader(window, little, plain == NANOS ? 1 : 1000, link);
    }

    @Override
    public boolean next(Frame frame) {
        window.skip(consumed);
        consumed = 0;
        long position = window.position();
        if (damage() != null) {
            return false;
        }
        if (!window.need(RECORD)) {
            boolean clean = window.left() == 0 && window.failure() == null;
            return !clean && cut(window, position, "the file ends inside the header of a packet");
        }
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
