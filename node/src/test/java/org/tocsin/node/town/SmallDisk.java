package org.tocsin.node.town;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A real small file system that can be really full. Where nothing may be mounted, the test is skipped. */
public final class SmallDisk implements AutoCloseable {
    private final Path at;
    private final Path ballast;

    public SmallDisk(Path at, int mebibytes) throws IOException {
        this.at = Files.createDirectories(at);
        ballast = at.resolve("ballast");
        int mounted = run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", at.toString());
        assumeThat(mounted).as("a small file system can be mounted here").isZero();
    }

    /** Leaves not one byte. */
    public void fill() throws IOException {
        for (int size = 64 << 10; size > 0; size /= 2) {
            try (var out = Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                var some = new byte[size];
                while (true) {
                    out.write(some);
                }
            } catch (IOException full) {
                // smaller pieces may still fit
            }
        }
        if (Files.getFileStore(at).getUsableSpace() > 0) {
            throw new IOException("there is room left on " + at);
        }
    }

    public void empty() throws IOException {
        Files.delete(ballast);
    }

    private static int run(String... command) throws IOException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        run("umount", "-l", at.toString());
    }
}
