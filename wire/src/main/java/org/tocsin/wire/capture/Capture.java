package org.tocsin.wire.capture;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;

/**
 * Frames out of a capture, one after another. Damage ends the capture and is a value; what is not a capture at all is a
 * {@link Rejection} ({@code capture.format}, {@code capture.link-type}).
 */
public abstract sealed class Capture implements Frames permits PcapReader, PcapngReader {
    /** Largest frame: tcpdump's own bound, and enough for any offloaded segment. */
    static final Limit FRAME = new Limit("capture.frame", 262_144);

    private static final int PCAPNG = 0x0a0d0d0a;

    private @Nullable Damage damage;

    Capture() {}

    /** Opens a capture that arrives as a stream, a file or a live pipe alike. The stream stays the caller's to close. */
    public static Capture of(InputStream in) {
        return open(new Window(in));
    }

    /** Opens a capture that lies in memory; frames point into the array. */
    public static Capture of(byte[] all) {
        return open(new Window(all));
    }

    private static Capture open(Window window) {
        if (!window.need(1)) {
            throw new Rejection("capture.empty", "no capture: it ended before its first byte");
        }
        if (!window.need(4)) {
            throw new Rejection("capture.format", "no capture: shorter than the four bytes that name its format");
        }
        int magic = window.i32(0, false);
        return magic == PCAPNG ? new PcapngReader(window) : PcapReader.open(window, magic);
    }

    /** Shows the next frame; false at the end, after which {@link #damage()} tells whether it was the real one. */
    @Override
    public abstract boolean next(Frame frame);

    /** What ended the capture early, null if nothing did. */
    @Override
    public final @Nullable Damage damage() {
        return damage;
    }

    /** Frames passed over because their interface has a link type that is not covered (pcapng may mix them). */
    @Override
    public long skipped() {
        return 0;
    }

    final boolean damaged(long offset, String what) {
        if (damage == null) {
            damage = new Damage(offset, what);
        }
        return false;
    }

    /** The end of input inside a record: cut short, or the stream broke. */
    final boolean cut(Window window, long offset, String what) {
        var failure = window.failure();
        return damaged(offset, failure != null ? failure : what);
    }
}
