package org.tocsin.federation.frame;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.tocsin.kernel.Limit;

/** Reads frames from a stream of a CBOR sequence, one at a time, never more of it in memory than one frame and one read. */
public final class FrameStream {
    private static final int READ = 64 << 10;

    private final InputStream in;
    private final ItemScanner scanner = new ItemScanner();
    private byte[] buffer = new byte[READ];
    private int start;
    private int scanned;
    private int end;

    public FrameStream(InputStream in) {
        this.in = in;
    }

    /**
     * Waits for the next frame.
     *
     * @param most largest accepted frame in bytes
     * @throws EOFException when the other side has closed
     */
    public Frame next(int most) throws IOException {
        var size = new Limit("frame.size", most);
        while (true) {
            int behind = scanned < end ? scanner.scan(buffer, scanned, end, size) : -1;
            if (behind >= 0) {
                var frame = Arrays.copyOfRange(buffer, start, behind);
                start = behind;
                scanned = behind;
                shrink();
                return FrameDecoder.decode(frame);
            }
            scanned = end;
            fill();
        }
    }

    /** One large frame must not cost its room for as long as the peer stays. */
    private void shrink() {
        if (start == end && buffer.length > 4 * READ) {
            buffer = new byte[READ];
            start = 0;
            scanned = 0;
            end = 0;
        }
    }

    private void fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            scanned -= start;
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, end, buffer.length - end);
        if (read < 0) {
            throw new EOFException("the peer closed the stream");
        }
        end += read;
    }
}
