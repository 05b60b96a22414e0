package org.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class HelpTest {
    @Test
    void helpOfEveryNounAndVerbIsWhatItsOwnOptionSays() {
        var root = Commands.build(FakeTerminal.pipe().terminal);
        assertThat(root.getSubcommands()).containsKeys("watch", "node", "drill");
        root.getSubcommands().forEach((noun, command) -> {
            assertThat(help("help", noun)).isEqualTo(help(noun, "--help"));
            command.getSubcommands().keySet().forEach(verb -> assertThat(help("help", noun, verb))
                    .isEqualTo(help(noun, verb, "--help")));
        });
        assertThat(help("help")).isEqualTo(help("--help"));
    }

    @Test
    void anExampleThatIsPastedIsOneLineAndNoPathIsBrokenAtItsDot() {
        examples(Commands.build(FakeTerminal.pipe().terminal));
    }

    private static void examples(CommandLine command) {
        var path = command.getCommandSpec().qualifiedName();
        if (!path.contains("completion") && !path.equals("tocsin help")) {
            var help = command.getUsageMessage();
            assertThat(help.lines())
                    .as(path)
                    .noneMatch(line -> line.endsWith(" ~/.") || line.endsWith(" .") || line.endsWith(" ~/"));
            Stream.of(command.getCommandSpec().usageMessage().footer())
                    .filter(line -> line.startsWith("  "))
                    .forEach(line ->
                            assertThat(help.lines().map(String::stripTrailing)).contains(line));
        }
        command.getSubcommands().values().forEach(HelpTest::examples);
    }

    private static String help(String... words) {
        var fake = FakeTerminal.pipe();
        assertThat(fake.run(words)).as(String.join(" ", words)).isZero();
        assertThat(fake.out()).contains("Usage: tocsin");
        return fake.out();
    }

    @ParameterizedTest
    @CsvSource({"help wacth, watch", "help peer invit, invite"})
    void aMisspeltWordIsAnsweredWithTheNearest(String typed, String meant) {
        var fake = FakeTerminal.pipe();
        assertThat(fake.run(typed.split(" ", -1))).isEqualTo(Exit.WRONG_USE);
        assertThat(fake.err()).contains("Did you mean").contains(meant);
    }

    @Test
    void aWordBehindAVerbIsRefused() {
        assertThat(FakeTerminal.pipe().run("help", "watch", "closely")).isEqualTo(Exit.WRONG_USE);
    }
}
