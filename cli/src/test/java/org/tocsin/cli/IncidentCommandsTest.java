package org.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.platform.json.Json;

/** Incidents as commands show and judge them. */
final class IncidentCommandsTest {
    private static final String ID = "1kqf0pd42-7k3m9";
    private static final String ROUTE = "/api/v1/incidents/" + ID;

    @TempDir
    private Path folder;

    private FakeNode node;

    @BeforeEach
    void open() throws IOException, GeneralSecurityException {
        node = new FakeNode(folder.resolve("node"));
        node.answers("GET /api/v1/incidents", Answers.INCIDENTS)
                .answers("GET " + ROUTE, Answers.STORY)
                .answers("POST " + ROUTE + "/feedback", Answers.JUDGED);
    }

    @AfterEach
    void close() {
        node.close();
    }

    @ParameterizedTest
    @CsvSource({"80, true, 80", "120, true, 120", "80, false, pipe"})
    void storiesAreAsTheyWere(int width, boolean colours, String golden) throws IOException {
        var fake = new FakeTerminal(width, colours);
        for (var command : new String[] {
            "incident ls", "incident show " + ID, "incident feedback " + ID + " benign --for 30d --port 161"
        }) {
            fake.terminal.out().println("$ tocsin " + command);
            assertThat(node.run(fake, command.split(" ", -1))).as(fake.err()).isEqualTo(Exit.DONE);
        }
        Golden.check("incident-" + golden + ".txt", fake.out());
    }

    @Test
    void namesOfTheJsonAreTheNodes() {
        var fake = FakeTerminal.pipe();
        node.run(fake, "incident", "ls", "--json");
        assertThat(fake.out().lines()).hasSize(2).first().isEqualTo(Answers.INCIDENT);
    }

    @Test
    void whatIsSaidIsWhatTheNodeHears() {
        node.run(
                FakeTerminal.pipe(),
                "incident",
                "feedback",
                ID,
                "benign",
                "--for",
                "2w",
                "--kind",
                "beacon",
                "--peer",
                "203.0.113.9",
                "--note",
                "the maker's \"cloud\"");
        assertThat(Json.parse(node.asked().getLast().body()))
                .isEqualTo(Json.object()
                        .put("word", "benign")
                        .put("days", 14)
                        .put("kind", "beacon")
                        .put("peer", "203.0.113.9")
                        .put("port", 0)
                        .put("note", "the maker's \"cloud\""));
    }
}
