package org.tocsin.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Rejection;

final class ProcessMemberTest {
    @TempDir
    private Path folder;

    @Test
    void whyAMemberEndedAtItsStartIsSaidOnOneLine() throws IOException {
        Files.writeString(folder.resolve(Cast.name(0)), "in the way of its home");
        assertThatThrownBy(() -> new ProcessMember(folder, 0, 1, 1, new Crew.Hearers(_ -> {}, _ -> {})))
                .isInstanceOf(Rejection.class)
                .hasMessageStartingWith("drill.member: acme's process has ended; its log ends with: ")
                .hasMessageContaining("Exception")
                .message()
                .hasLineCount(1);
    }

    @Test
    void theFramesOfAStackTraceAreNoLastWords() throws IOException {
        var log = Files.writeString(
                folder.resolve("log"),
                "early\nfirst\nException: no memory\n\tat org.Some.thing(Some.java:7)\n\t... 3 more\nlast\n");
        assertThat(LastWords.of(log)).isEqualTo("first | Exception: no memory | last");
        assertThat(LastWords.of(Files.writeString(log, ""))).isEqualTo("nothing");
        assertThat(LastWords.of(folder.resolve("none"))).isEqualTo("nothing that can be read");
    }
}
