package org.tocsin.node.watch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Rejection;

/**
 * What a tap is told to read: a file, a named pipe or standard input ({@code -}). It opens at the first read, because opening a pipe
 * waits for its writer and a node does not wait for that; and it stays open between two writers of a pipe, because what the second
 * wrote is gone if nobody holds the other end.
 */
final class Source implements Closeable {
    private static final String STANDARD_INPUT = "-";
    private static final Duration POLL = Duration.ofMillis(100);

    private final String name;
    private final boolean pipe;
    private volatile @Nullable InputStream opened;
    private volatile boolean drained;

    /** Refuses ({@code tap.missing}, {@code tap.unreadable}) what can't be read: a node with a mistyped tap must not look healthy. */
    Source(String name) {
        this.name = name;
        if (name.equals(STANDARD_INPUT)) {
            pipe = false;
            return;
        }
        var path = Path.of(name);
        if (!Files.exists(path)) {
            throw new Rejection(
                    "tap.missing",
                    "detection.tap names " + name + ", and there is no such file or pipe; mkfifo makes a pipe");
        }
        if (Files.isDirectory(path) || !Files.isReadable(path)) {
            throw new Rejection("tap.unreadable", "detection.tap names " + name + ", which this user can't read");
        }
        pipe = !Files.isRegularFile(path);
    }

    String name() {
        return name;
    }

    /** Whether another writer may come once this one has gone. */
    boolean isPipe() {
        return pipe;
    }

    /** Whether all that its last writer wrote is read, so that what comes next is another's. */
    boolean isDrained() {
        return drained;
    }

    /** What one writer writes; of a pipe, the first byte is waited for. Closing it leaves the source open. */
    InputStream stream() {
        return new InputStream() {
            private boolean begun;

            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                var in = in();
                int count = in.read(to, offset, length);
                while (count < 0 && pipe && !begun && pause()) {
                    count = in.read(to, offset, length);
                }
                begun = true;
                drained = count < 0;
                return count;
            }
        };
    }

    private static boolean pause() {
        try {
            Thread.sleep(POLL);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized InputStream in() throws IOException {
        var in = opened;
        if (in == null) {
            in = name.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(name));
            opened = in;
        }
        return in;
    }

    @Override
    public void close() throws IOException {
        var in = opened;
        opened = null;
        if (in != null) {
            in.close();
        }
    }
}
