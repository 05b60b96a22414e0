package org.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
    void aDeviceThatIsCutOffAgainIsNamed() {
        node.answers(
                "POST " + ROUTE + "/feedback",
                Answers.INCIDENT.replace("\"open\"}", "\"open\",\"advice\":\"\",\"cutOff\":\"192.168.1.20\"}"));
        var fake = FakeTerminal.pipe();
        node.run(fake, "incident", "feedback", ID, "open");
        assertThat(fake.out()).endsWith("\n  192.168.1.20 is cut off again\n");
    }

    @Test
    void packetsAreWrittenForTheirOwnerAloneAndOverwriteNothing() throws IOException {
        node.answers("GET " + ROUTE + "/packets", "the packets");
        var file = folder.resolve("evidence.pcap");
        assertThat(node.run(FakeTerminal.pipe(), "incident", "show", ID, "--pcap", file.toString()))
                .isEqualTo(Exit.DONE);
        assertThat(file).hasContent("the packets");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        node.answers("GET " + ROUTE + "/packets", "others");
        var again = FakeTerminal.pipe();
        assertThat(node.run(again, "incident", "show", ID, "--pcap", file.toString()))
                .isEqualTo(Exit.FOUND);
        assertThat(again.err()).startsWith("refused: incident.file");
        assertThat(file).hasContent("the packets");
    }

    @Test
    void whatHasNoPacketsSaysSo() {
        node.answers(
                "GET " + ROUTE + "/packets",
                404,
                "{\"title\":\"incident.no-packets\",\"detail\":\"only minipots saw this incident\"}");
        var fake = FakeTerminal.pipe();
        node.run(
                fake,
                "incident",
                "show",
                ID,
                "--pcap",
                folder.resolve("none.pcap").toString());
        assertThat(fake.err()).isEqualTo("refused: incident.no-packets: only minipots saw this incident\n");
        assertThat(folder.resolve("none.pcap")).doesNotExist();
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
                        .put("for", "2w")
                        .put("kind", "beacon")
                        .put("peer", "203.0.113.9")
                        .put("port", 0)
                        .put("note", "the maker's \"cloud\""));
    }
}
