package org.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Words that no command takes. */
final class UnmatchedTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "nonsense | 'nonsense' is no command of tocsin",
                "help nonsense | 'nonsense' is no command of tocsin",
                "help watch foo | 'foo' is one word too many for tocsin help",
                "verdict list | 'list' is no verb of tocsin verdict",
                "peer ls xyzzy | 'xyzzy' is one word too many for tocsin peer ls",
                "verdict ls --foo | '--foo' is no option of tocsin verdict ls"
            })
    void nonsenseIsNotTakenForANearWordAndNothingIsCounted(String typed, String said) {
        assertThat(err(typed)).startsWith("tocsin: " + said + "\n").doesNotContain("Did you mean", "index");
    }

    @ParameterizedTest
    @CsvSource({"wacth x, watch", "verdict explian 1.1.1.1, explain", "verdict ls --jsn, --json"})
    void aSlipOfTheFingersIsAnsweredWithTheWord(String typed, String meant) {
        assertThat(err(typed)).contains("Did you mean: " + meant + "?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"verdict list | There are: ls, explain, allow, disallow."})
    void whereNoVerbIsNearAllAreNamed(String typed, String said) {
        assertThat(err(typed)).contains(said);
    }

    private static String err(String typed) {
        var fake = FakeTerminal.pipe();
        assertThat(fake.run(typed.split(" ", -1))).isEqualTo(Exit.WRONG_USE);
        return fake.err();
    }
}
