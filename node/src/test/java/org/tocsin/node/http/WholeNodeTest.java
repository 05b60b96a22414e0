package org.tocsin.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.Node;
import org.tocsin.node.town.TestNode;
import org.tocsin.platform.json.Json;

/** A node and its home folder. */
final class WholeNodeTest {
    @Test
    void aSecondNodeOnTheSameHomeIsRefusedByNameAndTheFirstLivesOn(@TempDir Path folder) throws IOException {
        try (var first = TestNode.start(folder, "acme.example")) {
            assertThatThrownBy(() -> Node.start(first.home, Map.of(), Clock.system(), Entropy.system()))
                    .isInstanceOfSatisfying(Rejection.class, refused -> assertThat(refused.code())
                            .isEqualTo("disk.in-use"));
            var visitor = first.visitor();
            assertThat(visitor.logIn(first.token).statusCode()).isEqualTo(303);
            assertThat(visitor.get("/").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void nobodyElseReadsTheDatabaseItsJournalOrTheSettings(@TempDir Path folder) throws IOException {
        try (var node = TestNode.start(folder, "acme.example")) {
            for (var name : new String[] {"tocsin.yaml", "tocsin.db", "tocsin.db-wal", "tocsin.db-shm"}) {
                assertThat(PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(node.home.folder().resolve(name))))
                        .as(name)
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void whatAKilledNodeLeftBehindMisleadsNobody(@TempDir Path folder) throws IOException {
        var killed = TestNode.start(folder, "acme.example");
        killed.close();
        var state = killed.home.state();
        Files.writeString(state.resolve("api.json"), "{\"url\":\"https://127.0.0.1:1\",\"cert");
        Files.writeString(state.resolve("api.json.new"), "{");
        Files.writeString(state.resolve("cli.token"), "tocsin_of-a-node-that-was-killed");
        try (var node = Node.start(killed.home, Map.of(), Clock.system(), Entropy.system())) {
            var api = Json.parse(Files.readString(state.resolve("api.json")));
            assertThat(Json.text(api, "url")).isEqualTo("https://127.0.0.1:" + node.apiPort());
            assertThat(Json.text(api, "certificate")).isEqualTo(node.apiCertificate());
            for (var name : new String[] {"api.json", "cli.token"}) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve(name))))
                        .isEqualTo("rw-------");
            }
        }
        assertThat(state.resolve("api.json")).doesNotExist();
        assertThat(state.resolve("cli.token")).doesNotExist();
    }
}
