package org.tocsin.cli.drill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How a drill ends when the process is told to: what is kept up is closed, the homes are removed, the exit code is the drill's. */
final class KeptUp implements Runnable {
    private static final int CLOSED_WITHIN_S = 20;
    private static final int UNKNOWN = -1;

    final CountDownLatch up = new CountDownLatch(1);
    final CountDownLatch over = new CountDownLatch(1);

    /** The drill's exit code, once there is one. */
    volatile int code = UNKNOWN;

    private final Path folder;

    KeptUp(Path folder) {
        this.folder = folder;
    }

    @Override
    public void run() {
        boolean kept = code != UNKNOWN && over.getCount() > 0;
        up.countDown();
        try {
            if (kept) {
                var _ = over.await(CLOSED_WITHIN_S, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        remove();
        if (kept) {
            // Else the machine says 130, and a drill that has passed and one that has not look alike.
            Runtime.getRuntime().halt(code);
        }
    }

    private void remove() {
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(KeptUp::delete);
        } catch (IOException | UncheckedIOException gone) {
            System.getLogger(KeptUp.class.getName()).log(System.Logger.Level.DEBUG, "left behind: " + folder, gone);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException busy) {
            throw new UncheckedIOException(busy);
        }
    }
}
