package org.tocsin.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.kernel.Rejection;

/** Real captures as judges, at default settings. */
final class CorporaTest {
    @Test
    void theInfectionsScanIsFoundByItsSixthSynAndNothingBefore() {
        var findings = watch(only("infection"));
        assertThat(findings.getFirst().kind()).isEqualTo(Kind.HORIZONTAL_SCAN);
        assertThat(findings.getFirst().packet()).isBetween(1085L, 1096L);
        assertThat(findings.getFirst().firstPacket()).isEqualTo(1085);
        assertThat(findings.getFirst().address()).hasToString("192.168.2.16");
    }

    @ParameterizedTest
    @CsvSource({
        "bruteforce/slips-ssh-bruteforce-port902.pcap, BRUTE_FORCE",
        "c2/slips-beacon-2s.pcap, BEACON",
        "mqtt/mqttset-bruteforce-train.pcapng, BRUTE_FORCE",
        "scan/esnet-nmap_80_w_service_detection.pcap, VERTICAL_SCAN",
        "scan/esnet-tcp_0_1000_20190821.pcap, VERTICAL_SCAN",
        "scan/slips-icmp-portscan.pcap, ICMP_SWEEP",
        "protocols/ndpi-synscan.pcap, VERTICAL_SCAN",
        "ddos/amp.TCP.reflection.SYNACK.pcap, FLOOD",
        "ddos/amp.TCP.syn.optionallyACK.optionallysamePort.pcapng, FLOOD",
        "ddos/amp.UDP.snmp.src161.pcapng, FLOOD",
        "ddos/pkt.TCP.synflood.spoofed.pcap, FLOOD",
        "protocols/suricata-dhcp-request-flood_test.pcap, FLOOD",
        "mqtt/mqttset-flood-train.pcap, MQTT_FLOOD",
        "mqtt/mqttset-malariados-train.pcap, MQTT_FLOOD",
        "mqtt/mqttset-malformed-train.pcap, MQTT_BROKEN"
    })
    void anAttackIsFoundAndTakenForNothingElse(String file, Kind kind) {
        assertThat(watch(captures().resolve(file))).extracting(Finding::kind).containsOnly(kind);
    }

    @Test
    void sessionsHeldWithoutUseAreFoundAtTheFiftieth() {
        assertThat(watch(captures().resolve("mqtt/mqttset-slowite-train.pcap")))
                .extracting(Finding::kind)
                .startsWith(Kind.MQTT_HELD)
                .containsOnly(Kind.MQTT_HELD, Kind.MQTT_FLOOD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mqttset-benign-train", "mqttset-benign5mb-train"})
    void aBrokerAtWorkIsNoFinding(String name) {
        assertThat(watch(captures().resolve("mqtt/" + name + ".pcap"))).isEmpty();
    }

    @Test
    void noSourceOfARealFloodIsNamed() throws IOException {
        for (var file : files("ddos")) {
            assertThat(watch(file)).as(file.toString()).allSatisfy(f -> {
                assertThat(f.role()).isInstanceOf(Role.Nameless.class);
                assertThat(f.peers()).isEmpty();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"benign-setup", "benign-7day", "mqtt-dad", "ics"})
    void benignTrafficIsNoFinding(String group) throws IOException {
        for (var file : files(group)) {
            assertThat(watch(file)).as(file.toString()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"protocols", "zigbee", "ddos", "kitsune", "mqtt"})
    void noCaptureIsAnException(String group) throws IOException {
        for (var file : files(group)) {
            try {
                watch(file);
            } catch (Rejection named) {
                assertThat(named.code()).startsWith("capture.");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"protocols", "infection", "scan", "c2", "bruteforce"})
    void noDamageIsAnException(String group) throws IOException {
        for (var file : files(group)) {
            var bytes = Files.readAllBytes(file);
            var random = new Random(file.getFileName().hashCode());
            for (int i = 0; i < bytes.length / 300; i++) {
                bytes[24 + random.nextInt(bytes.length - 24)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                Scene.feed(new Detection(DetectionSettings.defaults(), _ -> {}), bytes);
            } catch (Rejection named) {
                assertThat(named.code()).startsWith("capture.");
            }
        }
    }

    @Test
    void theSameCaptureHasTheSameFindings() {
        var file = only("infection");
        assertThat(watch(file)).isEqualTo(watch(file));
    }

    private static List<Finding> watch(Path file) {
        List<Finding> findings = new ArrayList<>();
        try {
            Scene.feed(new Detection(DetectionSettings.defaults(), findings::add), Files.readAllBytes(file));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return findings;
    }

    private static Path only(String group) {
        try {
            return files(group).getFirst();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static List<Path> files(String group) throws IOException {
        try (Stream<Path> files = Files.walk(captures().resolve(group))) {
            return files.filter(f -> f.toString().matches(".*\\.(pcap|pcapng|dcf)"))
                    .sorted()
                    .toList();
        }
    }

    private static Path captures() {
        var named = System.getenv("TOCSIN_CORPORA");
        var repository = System.getenv().getOrDefault("TOCSIN_REPOSITORY", ".");
        var root = named != null ? Path.of(named) : Path.of(repository).resolve("../shared/data");
        var captures = root.resolve("captures").normalize();
        assumeTrue(Files.isDirectory(captures), "no corpora in " + captures + "; name their folder in TOCSIN_CORPORA");
        return captures;
    }
}
