package org.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WatchTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Path busy = Path.of("");

    @BeforeEach
    void write() throws IOException {
        busy = Files.write(folder.resolve("busy.pcap"), SampleCapture.busy());
    }

    @ParameterizedTest
    @CsvSource({"80, true, watch-80.txt", "120, true, watch-120.txt", "80, false, watch-pipe.txt"})
    void theReadableStreamIsAsItWas(int width, boolean colours, String golden) throws IOException {
        var fake = new FakeTerminal(width, colours);
        assertThat(fake.run("watch", busy.toString())).isEqualTo(Exit.FOUND);
        Golden.check(golden, fake.out().replace(folder.toString(), "FOLDER"));
        assertThat(fake.err()).isEmpty();
    }

    @Test
    void namesOfTheJsonAreAsTheyWere() throws IOException {
        var fake = FakeTerminal.pipe();
        assertThat(fake.run("watch", "--json", busy.toString())).isEqualTo(Exit.FOUND);
        Golden.check("watch.jsonl", fake.out());
    }

    @Test
    void whatIsNoProfileIsRefusedByItsName() throws IOException {
        var text = Files.writeString(folder.resolve("notes.txt"), "no profile");
        var cut = Files.write(folder.resolve("cut"), new byte[] {(byte) 0xa1});
        for (var broken : new Path[] {text, cut, folder}) {
            var fake = FakeTerminal.pipe();
            assertThat(fake.run("watch", busy.toString(), "--profile", broken.toString()))
                    .isEqualTo(Exit.WRONG_USE);
            assertThat(fake.err())
                    .startsWith("tocsin: profile.")
                    .contains("'" + broken + "'")
                    .hasLineCount(1);
        }
    }

    @Test
    void eachDeviceOfACaptureGetsItsMudDocument() throws IOException {
        var polite = Files.write(folder.resolve("polite.pcap"), SampleCapture.polite());
        var documents = folder.resolve("documents");
        var fake = FakeTerminal.pipe();
        assertThat(fake.run("watch", polite.toString(), "--mud", documents.toString()))
                .isEqualTo(Exit.DONE);
        assertThat(fake.err()).isEqualTo("tocsin: 1 MUD document in " + documents + "\n");
        try (var written = Files.list(documents)) {
            assertThat(written).allSatisfy(one -> assertThat(one).content().contains("\"ietf-mud:mud\""));
        }
        var refused = FakeTerminal.pipe();
        assertThat(refused.run("watch", busy.toString(), "--mud", busy.toString()))
                .isEqualTo(Exit.WRONG_USE);
        assertThat(refused.err()).startsWith("tocsin: mud.folder: ");
    }

    @ParameterizedTest
    @CsvSource({"--profile, profile.unwritable", "--mud, mud.folder"})
    void whatCouldNotBeSavedIsRefusedBeforeAnythingIsWatched(String option, String code) {
        for (var nowhere : new String[] {folder.resolve("no/where").toString(), "/proc/nothing"}) {
            var fake = FakeTerminal.pipe();
            assertThat(fake.run("watch", busy.toString(), option, nowhere)).isEqualTo(Exit.WRONG_USE);
            assertThat(fake.err()).startsWith("tocsin: " + code + ": ").hasLineCount(1);
            assertThat(fake.out()).isEmpty();
        }
        assertThat(folder.resolve("no")).doesNotExist();
    }

    @Test
    void whoGetsNoMudDocumentIsToldWhy() {
        var fake = FakeTerminal.pipe();
        fake.run(
                "watch",
                busy.toString(),
                "--learn",
                "0",
                "--mud",
                folder.resolve("none").toString());
        assertThat(fake.err()).contains("0 MUD documents in ", "--learn MINUTES");
    }

    @Test
    void aPipeGetsNoEscapeSequence() {
        var fake = FakeTerminal.pipe();
        fake.run("watch", busy.toString());
        assertThat(fake.out()).doesNotContain("\u001b");
    }

    @Test
    void noLineIsWiderThanTheTerminal() {
        var fake = new FakeTerminal(60, false);
        fake.run("watch", busy.toString());
        assertThat(fake.out().lines().filter(l -> l.startsWith("  "))).allMatch(l -> l.length() <= 60);
    }

    @Test
    void nothingFoundIsExitCodeZero() throws IOException {
        var quiet = Files.write(folder.resolve("quiet.pcap"), SampleCapture.quiet());
        var fake = FakeTerminal.pipe();
        assertThat(fake.run("watch", quiet.toString())).isEqualTo(Exit.DONE);
        assertThat(fake.out()).contains("= nothing found");
    }

    @Test
    void aDamagedCaptureKeepsItsFindingsAndSaysWhereItEnds() throws IOException {
        var whole = SampleCapture.busy();
        var cut = Files.write(folder.resolve("cut.pcap"), Arrays.copyOf(whole, whole.length - 5));
        var fake = FakeTerminal.pipe();
        assertThat(fake.run("watch", "--json", cut.toString())).isEqualTo(Exit.FOUND);
        assertThat(fake.out().lines()).hasSize(3);
        assertThat(fake.out())
                .contains("\"damaged\":{\"offset\":" + (whole.length - 70) + ",\"what\":\"the file ends inside");
    }

    @Test
    void aDamagedCaptureWithoutAFindingIsNotCalledGood() throws IOException {
        var whole = SampleCapture.quiet();
        var cut = Files.write(folder.resolve("cut.pcap"), Arrays.copyOf(whole, whole.length - 5));
        var fake = FakeTerminal.pipe();
        assertThat(fake.run("watch", cut.toString())).isEqualTo(Exit.DONE);
        assertThat(fake.out())
                .contains("~ damaged: nothing found before the damage in " + cut)
                .doesNotContain("= nothing found");
    }

    @Test
    void whatIsNoCaptureIsExitCodeTwoByName() throws IOException {
        var text = Files.writeString(folder.resolve("text"), "not a capture at all, but a text");
        var fake = FakeTerminal.pipe();
        assertThat(fake.run("watch", text.toString())).isEqualTo(Exit.WRONG_USE);
        assertThat(fake.err()).startsWith("tocsin: capture.format: ");
        assertThat(fake.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "wach, Did you mean: watch",
        "--jsn, is no option of tocsin",
        "'', a command is missing",
    })
    void wrongUseIsExitCodeTwoWithAHint(String word, String hint) {
        var fake = FakeTerminal.pipe();
        int code = word.isEmpty() ? fake.run() : fake.run(word);
        assertThat(code).isEqualTo(Exit.WRONG_USE);
        assertThat(fake.err()).contains(hint).contains("--help").doesNotContain("Exception");
    }

    @Test
    void aMissingFileAndAWrongPrefixAreNamed() {
        var fake = FakeTerminal.pipe();
        assertThat(fake.run("watch", folder.resolve("no\u0007where").toString()))
                .isEqualTo(Exit.WRONG_USE);
        assertThat(fake.err()).startsWith("tocsin: watch.file: ").doesNotContain("\u0007");
        assertThat(fake.run("watch", "--inside", "10.0.0.1/8", busy.toString())).isEqualTo(Exit.WRONG_USE);
        assertThat(fake.err()).contains("prefix.bits");
    }

    @Test
    void anInterfaceThatDoesNotExistIsNamedWithTheNearest() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "skipped: live interfaces are read on Linux only");
        var fake = FakeTerminal.pipe();
        assertThat(fake.run("watch", "lo,lp")).isIn(Exit.WRONG_USE, Exit.MISSING);
        assertThat(fake.err()).containsAnyOf("live.unknown: no interface 'lp'; did you mean lo?", "live.permission");
    }

    @Test
    void anInterfaceThatIsLikeNoneIsNotGuessedAt() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "skipped: live interfaces are read on Linux only");
        var fake = FakeTerminal.pipe();
        fake.run("watch", "lo,enp3s0f17");
        assertThat(fake.err())
                .containsAnyOf("live.unknown: no interface 'enp3s0f17'; there are: ", "live.permission")
                .doesNotContain("did you mean");
    }

    @Test
    void aProfileIsSavedAndTakenUpAgain() {
        var profile = folder.resolve("devices.profile");
        assertThat(FakeTerminal.pipe().run("watch", "--profile", profile.toString(), busy.toString()))
                .isEqualTo(Exit.FOUND);
        assertThat(profile).exists();
        assertThat(FakeTerminal.pipe().run("watch", "--profile", profile.toString(), busy.toString()))
                .isEqualTo(Exit.FOUND);
    }

    @Test
    void everyCommandHasHelpWithTwoExamples() {
        for (var command :
                Commands.build(FakeTerminal.pipe().terminal).getSubcommands().keySet()) {
            if (!command.equals("completion")) {
                var fake = FakeTerminal.pipe();
                assertThat(fake.run(command, "--help")).isZero();
                assertThat(fake.out().split("\n  tocsin |\\| tocsin ", -1).length)
                        .as(command)
                        .isGreaterThan(2);
            }
        }
    }
}
