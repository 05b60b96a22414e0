package org.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What the shells offer is what the commands are. */
final class CompletionTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void fishKnowsEveryVerbAndEveryOption() {
        var script = fish();
        var root = Commands.build(FakeTerminal.pipe().terminal);
        var lines = expected(root, "").toList();
        assertThat(lines).hasSizeGreaterThan(100);
        assertThat(script.lines()).satisfies(printed -> assertThat(lines)
                .allSatisfy(line -> assertThat(printed).anyMatch(one -> one.startsWith(line))));
    }

    @Test
    void aFileIsOfferedWhereOneBelongs() {
        assertThat(fish())
                .contains(
                        "complete -c tocsin -n '__tocsin_in watch' -F\n",
                        "complete -c tocsin -n '__tocsin_in log fsck' -l home -r -F -d ")
                .doesNotContain("__tocsin_in verdict explain' -F");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'tocsin log '|fsck,reopen",
                "tocsin log --quiet fs|fsck",
                "tocsin node unseal --q|--quiet",
                "tocsin log fsck --hom|--home",
                "'tocsin log fsck '|''"
            })
    void fishOffersWhatFits(String typed, String offered) throws IOException, InterruptedException {
        var shell = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(place -> Path.of(place, "fish"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeThat(shell).isPresent();
        var script = Files.writeString(folder.resolve("tocsin.fish"), fish());
        var process = new ProcessBuilder(
                        shell.orElseThrow().toString(),
                        "--no-config",
                        "-c",
                        "source " + script + "; complete -C '" + typed + "'")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        var words = said.lines().map(line -> line.split("\t", 2)[0]).sorted().toList();
        assertThat(String.join(",", words)).isEqualTo(offered);
    }

    @Test
    void bashIsStillThere() {
        var fake = FakeTerminal.pipe();
        assertThat(fake.run("completion")).isZero();
        assertThat(fake.out()).contains("complete -F").contains("fsck");
    }

    private static String fish() {
        var fake = FakeTerminal.pipe();
        assertThat(fake.run("completion", "fish")).isZero();
        return fake.out();
    }

    private static Stream<String> expected(CommandLine command, String path) {
        var options = command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> List.of(option.names()).stream())
                .filter(name -> name.startsWith("--") && !path.isEmpty())
                .filter(name -> !name.equals("--version") && !name.equals("--help"))
                .map(name -> "complete -c tocsin -n '__tocsin_in" + path + "' -l " + name.substring(2));
        var verbs = command.getSubcommands().entrySet().stream()
                .filter(sub -> !sub.getValue().getCommandSpec().usageMessage().hidden())
                .flatMap(sub -> Stream.concat(
                        Stream.of("complete -c tocsin -n '__tocsin_at" + path + "' -a " + sub.getKey()),
                        expected(sub.getValue(), path + " " + sub.getKey())));
        return Stream.concat(options, verbs);
    }
}
