package org.tocsin.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.detection.Scene.CAM;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Address;

final class BeaconTest {
    private static final String C2 = "203.0.113.66";
    private static final DetectionSettings LEARNT = DetectionSettings.defaults().withLearn(Duration.ofMinutes(10));

    @Test
    void aBeaconToADeadHostIsFoundAtTheEighthCall() {
        var scene = learnt();
        calls(scene, C2, 8, 30_000, false);
        var findings = scene.watch(LEARNT);
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().kind()).isEqualTo(Kind.BEACON);
        assertThat(findings.getFirst().role()).isEqualTo(new Role.CallHome(Address.parse(C2)));
        assertThat(findings.getFirst().handshake()).isFalse();
        assertThat(findings.getFirst().observed()).contains("8 connections", "0 answered");
    }

    @Test
    void aBeaconThatIsAnsweredIsFoundToo() {
        var scene = learnt();
        calls(scene, C2, 10, 30_000, true);
        assertThat(scene.watch(LEARNT)).extracting(Finding::kind).containsExactly(Kind.BEACON);
    }

    @Test
    void aBeaconWithJitterOfTenPercentIsFound() {
        var scene = learnt();
        for (int i = 0; i < 12; i++) {
            scene.connection(CAM, C2, 4444).syn();
            scene.pass(30_000 + (i * 7919 % 6000) - 3000);
        }
        assertThat(scene.watch(LEARNT)).extracting(Finding::kind).containsExactly(Kind.BEACON);
    }

    @Test
    void pollingAPeerOfTheProfileIsNone() {
        var scene = new Scene();
        calls(scene, C2, 30, 30_000, true);
        assertThat(scene.watch(LEARNT)).extracting(Finding::kind).containsOnly(Kind.BEACON);
        var named = new Scene().lookUp(CAM, "api.example.org", C2);
        calls(named, C2, 60, 30_000, true);
        assertThat(named.watch(LEARNT)).isEmpty();
    }

    @Test
    void aServiceThatMovesToANewAddressOfItsNameIsNone() {
        var scene = new Scene().lookUp(CAM, "a1.api.example.org", "203.0.113.1");
        calls(scene, "203.0.113.1", 30, 30_000, true);
        scene.lookUp(CAM, "a2.api.example.org", C2);
        calls(scene, C2, 30, 30_000, true);
        assertThat(scene.watch(LEARNT)).isEmpty();
    }

    @Test
    void callsWithoutAClockAreNone() {
        var scene = learnt();
        for (int i = 0; i < 40; i++) {
            scene.connection(CAM, C2, 443).open().ask("x").close().pass(5_000L + i * i % 11 * 9_000L);
        }
        assertThat(scene.watch(LEARNT)).isEmpty();
    }

    @Test
    void aBeaconInTheTimeOfLearningIsFoundIfNoNameLedThere() {
        var scene = new Scene();
        calls(scene, C2, 16, 2_000, true);
        assertThat(scene.watch()).extracting(Finding::kind).containsExactly(Kind.BEACON);
    }

    @Test
    void aSavedProfileKnowsWhatWasLearnt() {
        var first = new Detection(LEARNT, _ -> {});
        var scene = new Scene();
        scene.chat(CAM, C2, 443).pass(3_600_000).chat(CAM, "198.51.100.1", 443);
        Scene.feed(first, scene.pcap());
        var later = new Scene();
        calls(later, C2, 40, 30_000, true);
        calls(later, "203.0.113.77", 9, 30_000, true);
        var findings = new java.util.ArrayList<Finding>();
        var second = new Detection(LEARNT, findings::add);
        second.load(first.profiles());
        Scene.feed(second, later.pcap());
        assertThat(findings).extracting(f -> f.peers().getFirst()).containsExactly(Address.parse("203.0.113.77"));
        assertThat(second.devices()).extracting(Device::learning).containsExactly(false);
    }

    /** Ten minutes and more of a device that calls one service. */
    private static Scene learnt() {
        return new Scene().chat(CAM, "198.51.100.1", 443).pass(700_000);
    }

    private static void calls(Scene scene, String peer, int count, long every, boolean answered) {
        for (int i = 0; i < count; i++) {
            var call = scene.connection(CAM, peer, 443);
            if (answered) {
                call.open().ask("beat").answer("ok").close();
            } else {
                call.syn();
            }
            scene.pass(every);
        }
    }
}
