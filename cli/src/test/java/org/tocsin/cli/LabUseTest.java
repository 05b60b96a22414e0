package org.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabUseTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void theFileThatIsNoCaptureIsNamedAndOneThatIsNotThereOnce() throws IOException {
        var text = Files.writeString(folder.resolve("notes.txt"), "this is no capture at all");
        var fake = FakeTerminal.pipe();
        assertThat(fake.run("lab", "count", text.toString())).isEqualTo(Exit.WRONG_USE);
        assertThat(fake.err()).contains("capture.format: " + text + ": ");
        var gone = folder.resolve("gone.pcap");
        var other = FakeTerminal.pipe();
        assertThat(other.run("lab", "count", gone.toString())).isEqualTo(Exit.WRONG_USE);
        assertThat(other.err()).isEqualTo("tocsin: lab.captures: " + gone + " is not there\n");
    }

    @Test
    void aNumberThatIsNoneIsRefusedInNoProgrammersWords() {
        var fake = FakeTerminal.pipe();
        assertThat(fake.run("watch", "--learn", "x", "-")).isEqualTo(Exit.WRONG_USE);
        assertThat(fake.err()).contains("'x' is not a whole number").doesNotContain("a long");
    }

    @Test
    void aFolderWithoutThePageIsRefusedBeforeAnythingIsJudged() {
        var fake = FakeTerminal.pipe();
        assertThat(fake.run("lab", "evaluate", folder.toString(), "--docs", folder.toString()))
                .isEqualTo(Exit.WRONG_USE);
        assertThat(fake.err()).contains("lab.docs: " + folder.resolve("detection.md") + " is not there");
    }
}
