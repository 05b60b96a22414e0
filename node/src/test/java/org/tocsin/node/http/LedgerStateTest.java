package org.tocsin.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.node.town.TestNode;
import org.tocsin.node.town.Town;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;

final class LedgerStateTest {
    @Test
    void aNodeThatWaitsForItsFollowersSaysSoUntilOneHasAnswered(@TempDir Path folder) throws Exception {
        try (var town = Town.start(folder)) {
            assertThat(state(town.acme)).isEqualTo("signing");
            town.acme.stop();
            town.beta.stop();
            town.acme.go();
            var held = ledger(town.acme);
            assertThat(held.path("state").asString("")).isEqualTo("held");
            assertThat(held.path("why").asString("")).contains("1 follower");
            town.beta.go();
            town.await(() -> state(town.acme).equals("signing"), "acme signs again");
            assertThat(ledger(town.acme).path("why").asString("?")).isEmpty();
        }
    }

    private static String state(TestNode node) {
        return ledger(node).path("state").asString("");
    }

    private static JsonNode ledger(TestNode node) {
        return Json.parse(node.visitor()
                .get("/api/v1/ledger", "authorization", "Bearer " + node.token)
                .body());
    }
}
