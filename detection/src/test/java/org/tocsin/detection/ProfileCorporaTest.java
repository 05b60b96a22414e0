package org.tocsin.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.platform.json.Json;

/** How much is new on real devices that are well. */
final class ProfileCorporaTest {
    private static final double DAY = Duration.ofDays(1).toMillis();

    /** Behind a day of learning, four devices for a week: noise that would have to be read by somebody. */
    @ParameterizedTest
    @CsvSource({"1, 0.35", "24, 0.05"})
    void healthyDevicesHaveHardlyAnyNews(int hours, double most) throws IOException {
        double days = 0;
        int news = 0;
        for (var file : captures("benign-7day")) {
            var detection = new Detection(DetectionSettings.defaults().withLearn(Duration.ofHours(hours)), _ -> {});
            Scene.feed(detection, Files.readAllBytes(file));
            for (var device : real(detection)) {
                double span =
                        Duration.between(device.firstSeen(), device.lastSeen()).toMillis() / DAY;
                days += Math.max(0, span - hours / 24.0);
                news += device.profile().news().size();
            }
        }
        assertThat(days).isGreaterThan(20);
        assertThat(news / days).as("%d in %.1f device-days", news, days).isBetween(0.001, most);
    }

    /** Of every device: out as a document, in again, and the same week once more. */
    @ParameterizedTest
    @ValueSource(strings = {"benign-7day", "benign-setup"})
    void noDeviceHasNewsOnceItsOwnDocumentIsImported(String group) throws IOException {
        var settings = DetectionSettings.defaults().withLearn(Duration.ofDays(30));
        int documents = 0;
        for (var file : captures(group)) {
            var detection = new Detection(settings, _ -> {});
            Scene.feed(detection, Files.readAllBytes(file));
            for (var device : real(detection)) {
                var document = MudDocument.write(device, "https://mud.example/" + device.id(), device.lastSeen());
                MudTest.assertStandard(document);
                detection.declare(
                        device.id(),
                        MudDocument.read(Json.bytes(document), settings).services());
                documents++;
            }
            detection.resume(_ -> {});
            Scene.feed(detection, Files.readAllBytes(file));
            assertThat(real(detection))
                    .as(file.toString())
                    .allSatisfy(one -> assertThat(one.profile().news()).isEmpty());
        }
        assertThat(documents).isGreaterThanOrEqualTo(4);
    }

    @Test
    void everyPublishedDocumentIsImportedAndSurvivesARoundTrip() throws IOException {
        var settings = DetectionSettings.defaults();
        int services = 0;
        int keptOut = 0;
        for (var file : files("mqtt-coap/mud", "json")) {
            var declared = MudDocument.read(Files.readAllBytes(file), settings);
            assertThat(declared.services()).as(file.toString()).isNotEmpty();
            var detection = new Detection(settings, _ -> {});
            Scene.feed(detection, new Scene().chat(Scene.CAM, "203.0.113.9", 1).pcap());
            detection.declare("02:00:00:00:00:14", declared.services());
            var device = detection.devices().getFirst();
            var again = MudDocument.read(
                    Json.bytes(MudDocument.write(device, "https://mud.example/x", device.lastSeen())), settings);
            assertThat(again.keptOut()).isEmpty();
            assertThat(again.services())
                    .containsExactlyInAnyOrderElementsOf(device.profile().services().stream()
                            .map(MudTest::told)
                            .distinct()
                            .toList());
            keptOut += declared.keptOut().size() + declared.others();
            services += declared.services().size();
        }
        assertThat(services).isGreaterThan(300);
        assertThat(keptOut).as("of 1,035 rules").isEqualTo(160);
    }

    /** Those that go by a hardware address: the rest are the router, and the monitor in the laboratory. */
    private static List<Device> real(Detection detection) {
        return detection.devices().stream()
                .filter(one -> one.id().length() == "00:00:00:00:00:00".length())
                .toList();
    }

    private static List<Path> captures(String group) throws IOException {
        return files("captures/" + group, "pcap|pcapng");
    }

    private static List<Path> files(String group, String endings) throws IOException {
        var named = System.getenv("TOCSIN_CORPORA");
        var repository = System.getenv().getOrDefault("TOCSIN_REPOSITORY", ".");
        var root = named != null ? Path.of(named) : Path.of(repository).resolve("../shared/data");
        var folder = root.resolve(group).normalize();
        assumeTrue(Files.isDirectory(folder), "no corpora in " + folder + "; name their folder in TOCSIN_CORPORA");
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().matches(".*\\.(" + endings + ")"))
                    .sorted()
                    .toList();
        }
    }
}
