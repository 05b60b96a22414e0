package org.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
