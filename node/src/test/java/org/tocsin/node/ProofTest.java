package org.tocsin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.town.Packets;
import org.tocsin.node.town.TestNode;
import org.tocsin.node.town.Town;
import org.tocsin.platform.json.Json;
import org.tocsin.wire.capture.Capture;
import org.tocsin.wire.capture.Frame;
import tools.jackson.databind.JsonNode;

/** The packets that prove an incident, from the tap to the file that is downloaded. */
final class ProofTest {
    @TempDir
    Path folder;

    private TestNode acme;

    @BeforeEach
    void start() throws IOException {
        acme = TestNode.start(folder, "acme.example");
    }

    @AfterEach
    void stop() throws IOException {
        acme.close();
    }

    private byte[] get(String path) throws IOException, InterruptedException {
        try (var in = acme.visitor()
                .open("/api/v1/incidents" + path, "authorization", "Bearer " + acme.token)
                .body()) {
            return in.readAllBytes();
        }
    }

    /** The newest incident with its packets, once they are written. */
    private JsonNode story() throws IOException, InterruptedException {
        var id = Json.parse(get("")).at("/incidents/0/id").asString("");
        var story = Json.parse(get("/" + id));
        while (story.path("packets").isEmpty()) {
            Thread.onSpinWait();
            story = Json.parse(get("/" + id));
        }
        return story;
    }

    private byte[] evidence() throws IOException, InterruptedException {
        return get("/" + story().path("id").asString("") + "/packets");
    }

    private static List<String> frames(byte[] pcap) {
        var frames = new ArrayList<String>();
        var capture = Capture.of(pcap);
        var frame = new Frame();
        while (capture.next(frame)) {
            frames.add(frame.time() + " "
                    + new String(frame.buffer(), frame.offset(), frame.captured(), StandardCharsets.ISO_8859_1));
        }
        assertThat(capture.damage()).isNull();
        return frames;
    }

    @Test
    void theFileHoldsTheFirstPacketOfTheEvidenceAndTheDecidingOne() throws Exception {
        var noise = new Packets().beacons("192.168.1.77", "203.0.113.200", 5, 1_000_000);
        var packets = noise.guesses(Town.GUESSER, Town.CAMERA, 16);
        acme.node.watch("hand-made", packets.stream()).join();
        var finding = acme.node.chronicle().recent(100).stream()
                .filter(beat -> beat.kind() == Beat.Kind.FINDING)
                .findFirst()
                .orElseThrow()
                .detail();
        var sent = frames(packets.stream().readAllBytes());
        assertThat(frames(evidence()))
                .contains(
                        sent.get(finding.path("firstPacket").asInt(0) - 1),
                        sent.get(finding.path("packet").asInt(0) - 1))
                .hasSizeLessThanOrEqualTo(64);
        assertThat(story().path("packets")).allSatisfy(line -> assertThat(
                        line.path("from").asString("") + line.path("to").asString(""))
                .contains(Town.GUESSER));
    }

    @Test
    void tsharkReadsTheFile() throws Exception {
        var tshark = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(place -> Path.of(place, "tshark"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeThat(tshark).as("tshark is not installed").isPresent();
        acme.node
                .watch("hand-made", new Packets().guesses(Town.GUESSER, Town.CAMERA, 16).stream())
                .join();
        var pcap = evidence();
        var file = Files.write(folder.resolve("evidence.pcap"), pcap);
        var process = new ProcessBuilder(
                        tshark.orElseThrow().toString(), "-r", file.toString(), "-T", "fields", "-e", "ip.src")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(said.lines()).hasSameSizeAs(frames(pcap)).contains(Town.GUESSER, Town.CAMERA);
    }

    @Test
    void whoMayOnlyReadDoesNotGetThePackets() throws Exception {
        acme.node
                .watch("hand-made", new Packets().guesses(Town.GUESSER, Town.CAMERA, 16).stream())
                .join();
        var id = story().path("id").asString("");
        var answer = acme.visitor()
                .json(
                        "/api/v1/tokens",
                        "{\"name\":\"eyes\",\"role\":\"reader\"}",
                        Map.of("authorization", "Bearer " + acme.token));
        var reader = Json.parse(answer).path("token").asString("");
        assertThat(acme.visitor()
                        .get("/api/v1/incidents/" + id + "/packets", "authorization", "Bearer " + reader)
                        .statusCode())
                .isEqualTo(403);
    }
}
