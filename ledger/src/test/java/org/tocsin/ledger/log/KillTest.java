package org.tocsin.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Entropy;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.disk.LocalDisk;
import org.tocsin.ledger.follow.HeldLog;

/** Real processes on real files, killed with SIGKILL at random moments. */
@Timeout(240)
final class KillTest {
    private static final int KILLS = 22;
    private static final Origin ORIGIN = Origin.fresh("acme.example", Entropy.system());

    private final Random random = new Random(7);
    private final Map<Long, String> promised = new HashMap<>();
    private final Map<Long, Digest> roots = new HashMap<>();

    @TempDir
    private Path folder;

    @Test
    void killMinusNineLosesNothingAcknowledgedAndNeverForksTheLog() throws IOException {
        var held = HeldLog.empty(ORIGIN);
        var world = new World(ORIGIN, new byte[32]);
        for (int kill = 0; kill < KILLS; kill++) {
            killAfter(5 + random.nextInt(400), kill * 1_000_000L);
            if (kill % 7 == 6) {
                try (var ledger = Victim.open(new LocalDisk(folder), ORIGIN)) {
                    World.signed(ledger.append(ORIGIN, World.statement("between")));
                    held = world.follow(ledger, held, new ArrayList<>());
                }
            }
        }
        try (var ledger = Victim.open(new LocalDisk(folder), ORIGIN)) {
            World.signed(ledger.append(ORIGIN, World.statement("end")));
            var seen = new ArrayList<String>();
            world.follow(ledger, HeldLog.empty(ORIGIN), seen);
            world.follow(ledger, held, new ArrayList<>());
            promised.forEach(
                    (index, text) -> assertThat(seen.get(index.intValue())).isEqualTo(text));
            roots.forEach(
                    (size, root) -> assertThat(ledger.rootAt(ORIGIN, size)).contains(root));
        }
        assertThat(promised).hasSizeGreaterThan(KILLS * 5);
    }

    /** Lets a process promise so many entries, kills it, and notes what it has promised until then. */
    private void killAfter(int promises, long firstWord) throws IOException {
        var victim = new ProcessBuilder(command(firstWord))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = victim.inputReader(StandardCharsets.US_ASCII)) {
            int heard = 0;
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                var parts = line.split(",", -1);
                if (parts.length == 4 && parts[3].length() == 64) {
                    note(Long.parseLong(parts[0]), parts[1], Long.parseLong(parts[2]), parts[3]);
                }
                if (++heard == promises) {
                    victim.toHandle().destroyForcibly();
                }
            }
            assertThat(heard).as("the victim lived long enough").isGreaterThanOrEqualTo(promises);
        } finally {
            victim.destroyForcibly();
        }
    }

    private void note(long index, String text, long size, String root) {
        assertThat(promised.put(index, text)).as("one entry for index " + index).isNull();
        var before = roots.put(size, Digest.of(Bytes.hex(root).toArray()));
        assertThat(before == null || before.bytes().hex().equals(root))
                .as("one root for size " + size)
                .isTrue();
    }

    private List<String> command(long firstWord) {
        var path = Stream.of("java.class.path", "jdk.module.path")
                .map(name -> System.getProperty(name, ""))
                .filter(value -> !value.isEmpty())
                .reduce((one, two) -> one + File.pathSeparator + two)
                .orElse("");
        var tests = Path.of(KillTest.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .resolveSibling("test-classes");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx256m",
                "-cp",
                path + File.pathSeparator + tests,
                Victim.class.getName(),
                folder.toString(),
                ORIGIN.toString(),
                Long.toString(firstWord));
    }
}
