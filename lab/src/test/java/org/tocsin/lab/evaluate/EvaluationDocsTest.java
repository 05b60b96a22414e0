package org.tocsin.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluationDocsTest {
    @TempDir
    Path docs;

    private final EvaluationReport report = new EvaluationReport(
            List.of("ours", "theirs"),
            List.of(new EvaluationReport.Attack(
                    "set/<scan>.pcap",
                    Label.Family.IN_SITU,
                    List.of(outcome(Optional.of(new Trial.Caught("scan", 6, 2.8))), outcome(Optional.empty())))),
            List.of(new EvaluationReport.Quiet("week", List.of(new Rate(0, 28), new Rate(3, 28)))),
            List.of(),
            new Cost(1234));

    private static Trial.Outcome outcome(Optional<Trial.Caught> caught) {
        return new Trial.Outcome(List.of(caught), 0, 100, 60);
    }

    @Test
    void tablesGoBetweenTheMarksAndLeaveTheRest() throws IOException {
        var page = docs.resolve("detection.md");
        Files.writeString(
                page, "before\n<!-- tocsin lab evaluate writes from here -->\nstale\n<!-- to here -->\nafter\n");
        new Evaluated(report).write(docs);
        assertThat(Files.readString(page))
                .startsWith("before\n")
                .endsWith("<!-- to here -->\nafter\n")
                .contains("| in situ | set/<scan>.pcap | scan: 6 / 2.8 s | missed |")
                .contains("| week | 28.00 | 0.00 (0.00 to 0.13; 0) | 0.11 (0.02 to 0.31; 3) |")
                .doesNotContain("stale");
        assertThat(Files.readString(docs.resolve("images/found.svg")))
                .contains("&lt;scan>")
                .doesNotContain("<scan>");
    }

    @Test
    void aPageWithoutMarksIsRefusedAndLeftAlone() throws IOException {
        var page = docs.resolve("detection.md");
        Files.writeString(page, "nothing\n");
        assertThatThrownBy(() -> new Evaluated(report).write(docs)).hasMessageStartingWith("lab.docs: ");
        assertThat(Files.readString(page)).isEqualTo("nothing\n");
    }
}
