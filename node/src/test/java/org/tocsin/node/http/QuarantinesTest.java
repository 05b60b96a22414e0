package org.tocsin.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.node.town.Packets;
import org.tocsin.node.town.TestNode;
import org.tocsin.node.town.Town;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.JsonNode;

final class QuarantinesTest {
    @TempDir
    Path folder;

    @Test
    void theFindingBehindAQuarantineIsKnownAfterARestart() throws IOException, InterruptedException {
        var node = TestNode.start(folder, "acme.example");
        node.node
                .watch("hand-made", new Packets().scan(Town.CAMERA, "203.0.113.", 40).stream())
                .join();
        var before = quarantine(node);
        var all = all(node);
        assertThat(all.path("quarantines").valueStream().toList()).containsExactly(before);
        assertThat(all.path("enforcedBy").isEmpty()).isTrue();
        assertThat(before.path("finding").path("class").asString("")).isEqualTo("horizontal-scan");
        node.stop();
        node.go();
        assertThat(quarantine(node).path("finding")).isEqualTo(before.path("finding"));
        node.close();
    }

    private static JsonNode quarantine(TestNode node) {
        return ask(node, "/api/v1/verdicts/" + Town.CAMERA).path("quarantine");
    }

    private static JsonNode all(TestNode node) {
        return ask(node, "/api/v1/quarantines");
    }

    private static JsonNode ask(TestNode node, String path) {
        var visitor = node.visitor();
        visitor.logIn(node.token);
        return Json.parse(visitor.get(path).body().getBytes(StandardCharsets.UTF_8));
    }
}
