package org.tocsin.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Bytes;

/** A real small file system that is really full. */
final class FullDiskTest extends Street {
    private static final int MOST_TRIES = 2_000;

    @Test
    void aFullDiskRefusesAppendsByNameWhileFollowingGoesOnAndNothingIsLostOnceThereIsRoom() throws Exception {
        keep(new SmallDisk(folder.resolve("acme.example")));
        var acme = house("acme.example");
        var beta = house("beta.example");
        House.befriend(acme, beta);
        acme.say("before");
        assertThat(beta.hear()).containsExactly("before");
        var ballast = folder.resolve("acme.example").resolve("ballast");
        fill(ballast);
        assertThat(refused(acme)).contains("ledger.disk-full");
        beta.say("in a narrow place");
        assertThat(acme.hear()).containsExactly("in a narrow place");
        Files.delete(ballast);
        House.await("it does not recover", () -> says(acme, "there is room again"));
        beta.say("and this");
        assertThat(acme.hear()).containsExactly("and this");
        acme.stop();
        acme.start();
        assertThat(acme.federation.followed()).containsEntry(beta.circleLog.toString(), 2L);
        assertThat(acme.ledger.size(acme.circleLog)).isGreaterThan(2);
    }

    /** Speaks until an append is refused; says why. */
    private static String refused(House house) {
        for (int i = 0; i < MOST_TRIES; i++) {
            try {
                house.federation
                        .publish(1_000, false, false, 0, Bytes.of(new byte[60_000]))
                        .orTimeout(20, TimeUnit.SECONDS)
                        .join();
            } catch (CompletionException e) {
                return String.valueOf(Objects.requireNonNull(e.getCause()).getMessage());
            }
        }
        throw new AssertionError("the disk does not get full");
    }

    private static boolean says(House house, String text) {
        try {
            house.say(text);
            return true;
        } catch (CompletionException full) {
            return false;
        }
    }

    private static void fill(Path ballast) throws IOException {
        try (var out = Files.newOutputStream(ballast)) {
            var some = new byte[64 << 10];
            while (true) {
                out.write(some);
            }
        } catch (IOException full) {
            assertThat(Files.size(ballast)).isPositive();
        }
    }

    /** Where nothing may be mounted, the test is skipped. */
    private static final class SmallDisk implements AutoCloseable {
        private final Path at;

        SmallDisk(Path at) throws Exception {
            this.at = Files.createDirectories(at);
            int mounted = run("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", at.toString());
            assumeThat(mounted).as("a small file system can be mounted here").isZero();
        }

        private static int run(String... command) throws Exception {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
        }

        @Override
        public void close() throws IOException {
            try {
                run("umount", "-l", at.toString());
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
