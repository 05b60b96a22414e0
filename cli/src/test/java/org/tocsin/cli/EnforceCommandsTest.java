package org.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the kernel of this machine, whose packets are not concerned; what needs CAP_NET_ADMIN is skipped without. */
final class EnforceCommandsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @ParameterizedTest
    @CsvSource({"80, true, 80", "120, true, 120", "80, false, pipe"})
    void theHelpIsAsItWas(int width, boolean colours, String golden) throws IOException {
        var fake = new FakeTerminal(width, colours);
        for (var command : new String[] {"enforce", "enforce status", "enforce test", "enforce clear"}) {
            fake.terminal.out().println("$ tocsin " + command + " --help");
            fake.run((command + " --help").split(" "));
        }
        Golden.check("enforce-" + golden + ".txt", fake.out());
    }

    @Test
    void theHomeThatEveryOtherCommandTakesIsTakenHereToo() {
        for (var verb : new String[] {"test", "clear"}) {
            var fake = FakeTerminal.pipe();
            int exit = fake.run(
                    verb.equals("test")
                            ? new String[] {"enforce", "test", "--count", "1", "--home", folder.toString()}
                            : new String[] {"enforce", "clear", "--home", folder.toString()});
            assertThat(exit).as(fake.err()).isNotEqualTo(Exit.WRONG_USE);
        }
    }

    private FakeTerminal status(boolean inStep, String trouble, String... more)
            throws IOException, GeneralSecurityException {
        var fake = FakeTerminal.pipe();
        try (var node = new FakeNode(folder.resolve("node"))) {
            node.answers(
                    "GET /api/v1/enforce",
                    "{\"enforcing\":true,\"inStep\":" + inStep + ",\"trouble\":\"" + trouble + "\"}");
            var words = new String[2 + more.length];
            words[0] = "enforce";
            words[1] = "status";
            System.arraycopy(more, 0, words, 2, more.length);
            int exit = node.run(fake, words);
            assumeTrue(exit != Exit.MISSING, "skipped: " + fake.err());
            assertThat(exit).isEqualTo(inStep ? Exit.DONE : Exit.FOUND);
        }
        return fake;
    }

    @Test
    void aNodeThatIsInStepIsSaidToBe() throws Exception {
        assertThat(status(true, "").out()).contains("Node   in step");
    }

    @Test
    void aNodeThatFellBehindIsAFindingWithItsReason() throws Exception {
        assertThat(status(false, "nft.gone: flushed").out()).contains("not in step: nft.gone: flushed");
    }

    @Test
    void textOfAHostileNodeMovesNoCursor() throws Exception {
        for (var more : new String[][] {{}, {"--json"}}) {
            assertThat(status(false, "nft.gone\\u001b[2J", more).out()).doesNotContain("\u001b");
        }
    }

    @Test
    void anAddressGoesIntoTheKernelAndComesBackOut() {
        var fake = FakeTerminal.pipe();
        int exit = fake.run("enforce", "test", "--count", "3", "--json");
        assumeTrue(exit != Exit.MISSING, "skipped: " + fake.err());
        assertThat(exit).as(fake.err()).isZero();
        assertThat(fake.out()).startsWith("{\"count\":3,\"putP50Ms\":").contains("\"removeMaxMs\":");
    }

    @Test
    void aTrialOfNoTimesIsRefused() {
        var fake = FakeTerminal.pipe();
        assertThat(fake.run("enforce", "test", "--count", "0")).isEqualTo(Exit.WRONG_USE);
        assertThat(fake.err()).contains("nft.tries");
    }
}
