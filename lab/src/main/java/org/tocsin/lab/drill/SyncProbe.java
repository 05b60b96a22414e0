package org.tocsin.lab.drill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.tocsin.kernel.Clock;

/**
 * Measures the disk while a drill runs: 4 KiB overwritten in a preallocated file and an fdatasync, twenty times a second. A
 * durable figure without it says nothing.
 */
final class SyncProbe implements AutoCloseable {
    private static final int BYTES = 4_096;
    private static final int PLACES = 256;
    private static final int PAUSE_MS = 50;

    final Samples samples = new Samples();
    private final FileChannel file;
    private final Clock clock;
    private final Thread thread;

    SyncProbe(Path folder, Clock clock) throws IOException {
        this.clock = clock;
        file = FileChannel.open(
                folder.resolve("fdatasync.probe"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        for (int place = 0; place < PLACES; place++) {
            file.write(ByteBuffer.allocate(BYTES), (long) place * BYTES);
        }
        file.force(true);
        thread = Thread.ofPlatform().name("fdatasync-probe").daemon().start(this::run);
    }

    private void run() {
        try {
            for (int place = 0; !Thread.interrupted(); place = (place + 1) % PLACES) {
                long start = clock.nanos();
                file.write(ByteBuffer.allocate(BYTES), (long) place * BYTES);
                file.force(false);
                samples.add(clock.nanos() - start);
                Thread.sleep(PAUSE_MS);
            }
        } catch (IOException | InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }
}
