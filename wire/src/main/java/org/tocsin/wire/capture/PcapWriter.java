package org.tocsin.wire.capture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Writes a pcap stream in nanoseconds, frame by frame, so that a reader at the other end of a pipe sees each at once. */
public final class PcapWriter {
    private final OutputStream out;

    /** Writes the file header. The stream stays the caller's to close. */
    public PcapWriter(OutputStream out, int link) throws IOException {
        this.out = out;
        var header = ByteBuffer.allocate(24);
        header.putInt(0xa1b23c4d).putShort((short) 2).putShort((short) 4).putLong(0);
        header.putInt((int) Capture.FRAME.most()).putInt(link);
        out.write(header.array());
    }

    /** Writes a whole frame and flushes it. */
    public void write(long nanos, byte[] frame) throws IOException {
        write(nanos, frame, 0, frame.length, frame.length);
    }

    /**
     * Writes a frame, maybe snapped, and flushes it.
     *
     * @param nanos since 1970-01-01T00:00Z
     * @param wireLength bytes that the frame had on the wire
     */
    public void write(long nanos, byte[] bytes, int offset, int captured, int wireLength) throws IOException {
        Capture.FRAME.check(captured);
        var record = ByteBuffer.allocate(16 + captured);
        record.putInt((int) (nanos / 1_000_000_000L)).putInt((int) (nanos % 1_000_000_000L));
        record.putInt(captured).putInt(wireLength).put(bytes, offset, captured);
        out.write(record.array());
        out.flush();
    }
}
