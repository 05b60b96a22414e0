package org.tocsin.node.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes on a real file, killed with SIGKILL. */
@Timeout(120)
final class FeedbackKillTest {
    private static final int KILLS = 3;

    private final Map<String, String> promised = new HashMap<>();

    @TempDir
    private Path folder;

    @Test
    void killMinusNineLosesNoAcknowledgedFeedback() throws IOException {
        for (int kill = 0; kill < KILLS; kill++) {
            killAfter(7 + 11 * kill);
        }
        try (var database = FeedbackVictim.database(folder)) {
            var incidents = FeedbackVictim.incidents(database);
            promised.forEach((id, note) ->
                    assertThat(incidents.get(id).latest().orElseThrow().note()).isEqualTo(note));
        }
        assertThat(promised).hasSizeGreaterThan(KILLS * 7);
    }

    private void killAfter(int promises) throws IOException {
        var victim = new ProcessBuilder(command())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = victim.inputReader(StandardCharsets.US_ASCII)) {
            int heard = 0;
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                var parts = line.split(",", -1);
                if (parts.length == 3) { // the last line may be torn
                    promised.put(parts[0], parts[1]);
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

    private List<String> command() {
        var path = Stream.of("java.class.path", "jdk.module.path")
                .map(name -> System.getProperty(name, ""))
                .filter(value -> !value.isEmpty())
                .reduce((one, two) -> one + File.pathSeparator + two)
                .orElse("");
        var classes = Path.of(FeedbackKillTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                path + File.pathSeparator + classes.resolveSibling("test-classes"),
                FeedbackVictim.class.getName(),
                folder.toString());
    }
}
