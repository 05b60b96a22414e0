package org.tocsin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs a class in a process of its own and ends it with SIGKILL. */
public final class Killed {
    private Killed() {}

    /**
     * Kills it once it has said so many lines.
     *
     * @param folder its only argument
     * @return all lines that it said; the last may be torn
     */
    public static List<String> after(int promises, Class<?> victim, Path folder) throws IOException {
        var process = new ProcessBuilder(command(victim, folder))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = process.inputReader(StandardCharsets.US_ASCII)) {
            var said = new ArrayList<String>();
            for (var line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (said.size() == promises) {
                    process.toHandle().destroyForcibly();
                }
            }
            assertThat(said).as("the victim lived long enough").hasSizeGreaterThanOrEqualTo(promises);
            return said;
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> command(Class<?> victim, Path folder) {
        var path = Stream.of("java.class.path", "jdk.module.path")
                .map(name -> System.getProperty(name, ""))
                .filter(value -> !value.isEmpty())
                .reduce((one, two) -> one + File.pathSeparator + two)
                .orElse("");
        var classes = Path.of(
                Killed.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-cp",
                path + File.pathSeparator + classes.resolveSibling("test-classes"),
                victim.getName(),
                folder.toString());
    }
}
