package org.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DrillUseTest {
    @ParameterizedTest
    @ValueSource(strings = {"0", "-3"})
    void aDrillWithoutAnAttackIsAWrongUse(String attacks) {
        var fake = FakeTerminal.pipe();
        assertThat(fake.run("drill", "--attacks=" + attacks)).isEqualTo(Exit.WRONG_USE);
        assertThat(fake.err()).contains("drill.attacks: at least 1 attack").doesNotContain("burst");
    }

    @Test
    void whoAsksForTooManyAttacksIsToldHowManyThereMayBe() {
        var fake = FakeTerminal.pipe();
        assertThat(fake.run("drill", "--attacks=999999999")).isEqualTo(Exit.WRONG_USE);
        assertThat(fake.err()).contains("drill.attacks: at most 34 attacks with 3 organisations");
    }

    @Test
    void aReportThatCanNotBeWrittenIsRefusedBeforeTheDrill(@TempDir Path folder) throws IOException {
        var fake = FakeTerminal.pipe();
        assertThat(fake.run("drill", "--report", folder.resolve("no/such.json").toString()))
                .isEqualTo(Exit.WRONG_USE);
        assertThat(fake.err()).contains("drill.report: ").doesNotContain("starting");
        var kept = Files.writeString(folder.resolve("kept.json"), "{}");
        assertThat(fake.run("drill", "--attacks=0", "--report", kept.toString()))
                .isEqualTo(Exit.WRONG_USE);
        assertThat(kept).hasContent("{}");
    }

    @Test
    void aWrongScenarioIsEchoed() {
        var fake = FakeTerminal.pipe();
        assertThat(fake.run("drill", "--scenario", "mirrai")).isEqualTo(Exit.WRONG_USE);
        assertThat(fake.err()).contains("drill.scenario: 'mirrai' is none of mirai, poison, outage, all");
    }

    @Test
    void aDrillThatIsKeptUpShowsItsResultFirstAndEndsWithItsExitCode(@TempDir Path folder) throws Exception {
        var report = folder.resolve("drill.json");
        var drill = new ProcessBuilder(command(
                        "drill", "--orgs=2", "--in-process", "--scenario=poison", "--keep", "--report=" + report))
                .redirectError(folder.resolve("err").toFile())
                .start();
        try (var out = drill.inputReader(StandardCharsets.UTF_8)) {
            var said = new StringBuilder();
            for (var line = out.readLine(); line != null && !line.contains("Ctrl-C"); line = out.readLine()) {
                said.append(line).append('\n');
            }
            assertThat(said)
                    .containsPattern("(Passed|Failed): ")
                    .containsPattern("time to protect +- +- +- +0")
                    .contains("tocsin token create ME --role admin --home ");
            assertThat(Files.readString(report)).contains("\"p50\":null", "\"samples\":0");
            drill.destroy();
            assertThat(drill.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(drill.exitValue()).isEqualTo(said.indexOf("Passed: ") > 0 ? Exit.DONE : Exit.FOUND);
        } finally {
            drill.destroyForcibly();
        }
    }

    private static List<String> command(String... arguments) {
        var path = Stream.of("java.class.path", "jdk.module.path")
                .map(name -> System.getProperty(name, ""))
                .filter(value -> !value.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(
                java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", "-cp", path, Main.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
