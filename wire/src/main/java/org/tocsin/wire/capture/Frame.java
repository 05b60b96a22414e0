package org.tocsin.wire.capture;

/**
 * One captured frame, filled again and again by a {@link Capture} so that a packet costs no allocation. What it shows is
 * valid until the next one is read.
 */
public final class Frame {
    private byte[] buffer = new byte[0];
    private int offset;
    private int captured;
    private int wireLength;
    private long time;
    private int link;
    private long number;
    private long position;

    /**
     * Shows a frame that lies in a buffer.
     *
     * @param captured bytes that are there, from {@code offset} on
     * @param wireLength bytes that the frame had on the wire; more than {@code captured} in a snapped capture
     * @param time nanoseconds since 1970-01-01T00:00Z
     * @param link link type as in the registry of tcpdump.org
     * @param number of the frame in its capture, from 1
     * @param position of the frame's record in its file, in bytes
     */
    public void show(
            byte[] buffer, int offset, int captured, int wireLength, long time, int link, long number, long position) {
        this.buffer = buffer;
        this.offset = offset;
        this.captured = captured;
        this.wireLength = wireLength;
        this.time = time;
        this.link = link;
        this.number = number;
        this.position = position;
    }

    /** The array that the frame lies in, shared with the reader. */
    public byte[] buffer() {
        return buffer;
    }

    public int offset() {
        return offset;
    }

    public int captured() {
        return captured;
    }

    public int wireLength() {
        return wireLength;
    }

    /** Nanoseconds since 1970-01-01T00:00Z. */
    public long time() {
        return time;
    }

    public int link() {
        return link;
    }

    public long number() {
        return number;
    }

    public long position() {
        return position;
    }
}
