package org.tocsin.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Clock;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.town.Packets;
import org.tocsin.node.town.TestNode;
import org.tocsin.node.town.Town;
import org.tocsin.platform.json.Json;
import org.tocsin.platform.store.EventLog;
import org.tocsin.platform.store.Migrations;
import org.tocsin.platform.store.SqliteDatabase;
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

    /** Looked at in the files as they are when the answer comes: the timeline is written each half second. */
    @Test
    void aReleaseIsOnDiskBeforeItIsAnswered() throws IOException, InterruptedException {
        var node = TestNode.start(folder.resolve("node"), "acme.example");
        node.node
                .watch("hand-made", new Packets().scan(Town.CAMERA, "203.0.113.", 40).stream())
                .join();
        var answer =
                node.visitor().post("/api/v1/devices/" + Town.CAMERA + "/release", node.token, BodyPublishers.noBody());
        var stored = Files.createDirectory(folder.resolve("stored")).resolve("tocsin.db");
        for (var suffix : List.of("", "-wal")) {
            Files.copy(
                    node.home.database().resolveSibling("tocsin.db" + suffix),
                    stored.resolveSibling("tocsin.db" + suffix));
        }
        assertThat(answer.statusCode()).isEqualTo(200);
        node.close();
        var released = new ArrayList<String>();
        try (var database = SqliteDatabase.open(stored, List.of(Migrations.of("platform", SqliteDatabase.class)))) {
            new EventLog(database, Clock.system())
                    .each(List.of(Beat.Kind.IN_FORCE.word()), Instant.EPOCH, event -> Beat.of(event.body())
                            .ifPresent(beat ->
                                    released.add(beat.detail().path("released").asString(""))));
        }
        assertThat(released).contains(Town.CAMERA);
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
