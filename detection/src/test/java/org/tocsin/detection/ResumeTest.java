package org.tocsin.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.detection.Scene.CAM;
import static org.tocsin.detection.Scene.HUB;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Prefix;

/** A sensor that is restarted, and a clock that is set back, must not give an attacker a fresh start. */
final class ResumeTest {
    private static final String C2 = "203.0.113.66";
    private static final DetectionSettings LEARNT = DetectionSettings.defaults().withLearn(Duration.ofMinutes(10));

    private final List<Finding> findings = new ArrayList<>();
    private final Detection detection = new Detection(LEARNT, findings::add);

    @Test
    void whatWasLearntBeforeARestartCountsThoughTheClockIsADayBehind() {
        var before = new Scene().pass(86_400_000);
        before.chat(CAM, C2, 443).pass(700_000).chat(HUB, C2, 443);
        Scene.feed(detection, before.pcap());
        var after = new Scene();
        beacons(after, C2, 12);
        beacons(after, "203.0.113.77", 9);
        again(after);
        assertThat(findings)
                .extracting(found -> found.peers().getFirst())
                .containsExactly(Address.parse("203.0.113.77"));
        assertThat(detection.devices()).hasSize(2);
        assertThat(detection.devices().getFirst().learning()).isFalse();
    }

    @Test
    void aClockThatIsSetBackDoesNotDelayTheNextFindings() {
        var scene = new Scene();
        scene.chat(CAM, "198.51.100.1", 443).pass(700_000);
        scan(scene, "198.18.0.");
        scene.pass(-86_400_000);
        scan(scene, "198.18.1.");
        scene.pass(700_000);
        scan(scene, "198.18.2.");
        Scene.feed(detection, scene.pcap());
        assertThat(findings)
                .extracting(Finding::kind)
                .as("the first scan, and the one behind ten quiet minutes; between them it is the same one")
                .containsExactly(Kind.HORIZONTAL_SCAN, Kind.HORIZONTAL_SCAN);
    }

    @Test
    void whoeverIsForgivenAndGoesOnIsToldAtOnceAndNotAtTheTenfold() {
        var scan = new Scene().chat(CAM, "198.51.100.1", 443);
        scan(scan, "198.18.0.");
        Scene.feed(detection, scan.pcap());
        var goesOn = new Scene();
        scan(goesOn, "198.18.1.");
        again(goesOn);
        assertThat(findings).as("the same event").hasSize(1);
        detection.forgive(Prefix.parse("192.168.1.0/28"));
        var stillGoesOn = new Scene();
        scan(stillGoesOn, "198.18.2.");
        again(stillGoesOn);
        assertThat(findings).as("somebody else was forgiven").hasSize(1);
        detection.forgive(Prefix.host(Address.parse(CAM)));
        var anew = new Scene();
        scan(anew, "198.18.3.");
        again(anew);
        assertThat(findings).hasSize(2);
        assertThat(findings.getLast().evidence().repeats()).isZero();
        assertThat(findings.getLast().firstPacket())
                .as("what was before is settled")
                .isGreaterThan(findings.getFirst().packet());
    }

    @Test
    void findingsShowTheSensorsClockAndCountPacketsOnBehindARestart() {
        var before = new Scene().pass(86_400_000).chat(CAM, "198.51.100.1", 443);
        scan(before, "198.18.0.");
        Scene.feed(detection, before.pcap());
        long packets = detection.tally().packets();
        var after = new Scene().chat(CAM, "198.51.100.1", 443).pass(700_000);
        scan(after, "198.18.1.");
        again(after);
        assertThat(findings.getLast().time()).isBefore(findings.getFirst().time());
        assertThat(findings.getLast().firstPacket()).isGreaterThan(packets);
        assertThat(findings.getLast().packet()).isGreaterThan(findings.getLast().firstPacket());
    }

    @Test
    void halfOpenConnectionsOfBeforeAreNoScan() {
        var before = new Scene().chat(CAM, "198.51.100.1", 443);
        for (int host = 1; host <= 2; host++) {
            before.connection(CAM, "198.18.0." + host, 23).syn();
        }
        Scene.accept(detection, before.pcap());
        var after = new Scene().pass(5_000);
        after.chat(CAM, "198.51.100.1", 443).connection(CAM, "198.18.0.3", 23).syn();
        again(after);
        assertThat(findings).isEmpty();
    }

    private void again(Scene scene) {
        detection.resume(findings::add);
        Scene.feed(detection, scene.pcap());
    }

    private static void beacons(Scene scene, String peer, int times) {
        for (int i = 0; i < times; i++) {
            scene.chat(CAM, peer, 443).pass(30_000);
        }
    }

    private static void scan(Scene scene, String network) {
        for (int host = 1; host <= 9; host++) {
            scene.connection(CAM, network + host, 23).syn();
        }
        scene.pass(2_000).ping(HUB, CAM);
    }
}
