package org.tocsin.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.node.town.TestNode;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;

/** Tokens over the API of a whole node. */
final class TokensTest {
    private TestNode node;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        node = TestNode.start(folder, "acme.example");
    }

    @AfterEach
    void stop() throws IOException {
        node.close();
    }

    @Test
    void aNameInUseIsRefusedAndItsTokenLivesOn() {
        var first = create("firewall").path("token").asString("");
        assertThat(opensTheFeed(first)).isTrue();
        var again = create("firewall");
        assertThat(again.path("title").asString("")).isEqualTo("token.exists");
        assertThat(again.path("status").asInt(0)).isEqualTo(409);
        assertThat(opensTheFeed(first)).isTrue();
        assertThat(post("/api/v1/tokens/firewall/revoke", "").path("revoked").asBoolean(false))
                .isTrue();
        var second = create("firewall").path("token").asString("");
        assertThat(opensTheFeed(first)).isFalse();
        assertThat(opensTheFeed(second)).isTrue();
    }

    @Test
    void theCommandLinesOwnTokenIsTakenByNobodyAndReplacedAtEachStart() throws IOException {
        assertThat(create("cli").path("title").asString("")).isEqualTo("token.exists");
        var file = node.home.state().resolve("cli.token");
        var before = Files.readString(file).strip();
        assertThat(opensTheFeed(before)).isTrue();
        node.stop();
        node.go();
        assertThat(opensTheFeed(before)).isFalse();
        assertThat(opensTheFeed(Files.readString(file).strip())).isTrue();
    }

    private JsonNode create(String name) {
        return post("/api/v1/tokens", "{\"name\":\"" + name + "\",\"role\":\"feed\"}");
    }

    private JsonNode post(String path, String body) {
        return Json.parse(node.visitor().json(path, body, Map.of("authorization", "Bearer " + node.token)));
    }

    private boolean opensTheFeed(String token) {
        return node.visitor()
                        .get("/feed/blocklist.txt", "authorization", "Bearer " + token)
                        .statusCode()
                == 200;
    }
}
