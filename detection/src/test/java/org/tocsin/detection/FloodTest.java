package org.tocsin.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.detection.Scene.CAM;
import static org.tocsin.detection.Scene.HUB;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Address;

/** More than anybody answers, and what only looks like it. */
final class FloodTest {
    private static final String ATTACKER = "203.0.113.9";
    private static final String CAM_MAC = "02:00:00:00:00:14";

    @Test
    void aFloodOfForgedSynsNamesNobodyButItsTarget() {
        var scene = new Scene();
        for (int i = 0; i < 3_000; i++) {
            scene.connection(forged(i), CAM, 443).syn();
        }
        var flood = only(scene.watch());
        assertThat(flood.kind()).isEqualTo(Kind.FLOOD);
        assertThat(flood.role()).isEqualTo(new Role.Nameless(Address.parse(CAM)));
        assertThat(flood.peers()).isEmpty();
        assertThat(flood.handshake()).isFalse();
        assertThat(flood.firstPacket()).isEqualTo(1);
    }

    @Test
    void whoLogsInAmidAFloodIsFound() {
        var scene = new Scene();
        int forged = flood(scene, 0, 3_000);
        var call = scene.connection(ATTACKER, CAM, 23).syn();
        forged = flood(scene, forged, 500);
        call.synAck();
        call.clientNext++;
        call.serverNext++;
        call.acknowledge();
        for (var pair : List.of("root", "xc3511")) {
            forged = flood(scene, forged, 500);
            call.answer(pair.equals("root") ? "login: " : "Password: ").ask(pair + "\r\n");
        }
        call.answer("\r\n# ").close();
        assertThat(findings(scene, Kind.FACTORY_CREDENTIALS)).singleElement().satisfies(found -> assertThat(
                        found.role())
                .isEqualTo(new Role.Inbound(Address.parse(ATTACKER), true)));
    }

    @Test
    void aDeviceThatFloodsInAHundredThousandNamesPushesNobodyOut() {
        var scene = new Scene().chat(HUB, "198.51.100.1", 443).chat(CAM, "198.51.100.1", 443);
        for (int i = 0; i < 100_000; i++) {
            scene.forgedSyn(CAM, "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255), ATTACKER, 80);
        }
        var detection = new Detection(DetectionSettings.defaults(), _ -> {});
        Scene.accept(detection, scene.pcap());
        assertThat(detection.devices()).hasSizeLessThan(10);
        assertThat(detection.tally().shedJudgements()).isZero();
    }

    private static int flood(Scene scene, int from, int count) {
        for (int i = from; i < from + count; i++) {
            scene.connection(forged(i), CAM, 443).syn();
        }
        return from + count;
    }

    @Test
    void aFloodOfOneSourceIsNeverProven() {
        var scene = new Scene();
        for (int i = 0; i < 3_000; i++) {
            scene.udp(ATTACKER, CAM, 1024 + i, 9, new byte[4]);
        }
        assertThat(findings(scene, Kind.FLOOD))
                .extracting(Finding::role)
                .containsOnly(new Role.Inbound(Address.parse(ATTACKER), false));
    }

    @Test
    void aServerThatAnswersAsFastAsItIsAskedIsNotFlooded() {
        var scene = new Scene();
        for (int i = 0; i < 3_000; i++) {
            scene.connection(forged(i), CAM, 443).syn().synAck();
        }
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void aSteadyTrickleThatNobodyAnswersIsNoFlood() {
        var scene = new Scene();
        for (int i = 0; i < 6_000; i++) {
            scene.udp(forged(i), CAM, 5_000, 6881, new byte[4]).pass(9);
        }
        assertThat(findings(scene, Kind.FLOOD)).isEmpty();
    }

    @Test
    void aStreamOfVideoIsNoFlood() {
        var scene = new Scene();
        for (int i = 0; i < 20_000; i++) {
            scene.udp(CAM, HUB, 5_004, 5_004, new byte[4]);
        }
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void aDeviceThatFloodsIsNamed() {
        var scene = new Scene();
        for (int i = 0; i < 3_000; i++) {
            scene.connection(CAM, ATTACKER, 80).syn();
        }
        var flood = only(findings(scene, Kind.FLOOD));
        assertThat(flood.role()).isEqualTo(new Role.OwnDevice(CAM_MAC, Address.parse(CAM)));
        assertThat(flood.peers()).containsExactly(Address.parse(ATTACKER));
    }

    @Test
    void aDeviceThatFloodsInTheNameOfOthersIsNamedAndTheyAreNot() {
        var scene = new Scene().chat(CAM, "198.51.100.1", 443).pass(61_000).chat(CAM, "198.51.100.1", 443);
        for (int i = 0; i < 3_000; i++) {
            scene.forgedSyn(CAM, forged(i), ATTACKER, 80);
        }
        var flood = only(findings(scene, Kind.FLOOD));
        assertThat(flood.role()).isEqualTo(new Role.OwnDevice(CAM_MAC, Address.parse(CAM)));
    }

    @Test
    void aDeviceThatScansManyHostsDoesNotFloodAnyOfThem() {
        var scene = new Scene().chat(CAM, "198.51.100.1", 443);
        for (int i = 0; i < 5_000; i++) {
            scene.connection(CAM, "203." + i / 250 + ".113." + i % 250, 23).syn();
        }
        assertThat(findings(scene, Kind.FLOOD)).isEmpty();
    }

    @Test
    void answersToWhatWasNeverAskedAreAReflectedFlood() {
        var scene = new Scene();
        for (int i = 0; i < 1_200; i++) {
            scene.straySynAck(forged(i), 443, CAM, 1024 + i);
        }
        assertThat(scene.watch()).extracting(Finding::kind).containsExactly(Kind.FLOOD);
    }

    @Test
    void aSlowReflectionIsFoundByThePortThatWasForged() {
        var scene = new Scene();
        for (int i = 0; i < 100; i++) {
            scene.straySynAck("203.0.113." + i % 12, 21, CAM, 21).pass(1_000);
        }
        var flood = only(scene.watch());
        assertThat(flood.kind()).isEqualTo(Kind.FLOOD);
        assertThat(flood.ports()).containsExactly(21);
    }

    @Test
    void aTapThatSeesAnswersOnlyIsNoReflection() {
        var scene = new Scene();
        for (int i = 0; i < 500; i++) {
            scene.straySynAck("203.0.113." + i % 12, 443, CAM, 32_000 + i).pass(1_000);
        }
        assertThat(scene.watch()).isEmpty();
    }

    private static String forged(int i) {
        return "203." + i / 62_500 + "." + i / 250 % 250 + "." + (1 + i % 250);
    }

    private static List<Finding> findings(Scene scene, Kind kind) {
        return scene.watch().stream().filter(f -> f.kind() == kind).toList();
    }

    private static Finding only(List<Finding> findings) {
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }
}
