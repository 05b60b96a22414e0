package org.tocsin.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.detection.Scene.CAM;
import static org.tocsin.detection.Scene.HUB;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Address;

final class ScanTest {
    private static final String ATTACKER = "203.0.113.9";

    @Test
    void threeStrangersThatStaySilentAreAScan() {
        var findings = healthy()
                .syns(CAM, 23, 3)
                .pass(2000)
                .chat(CAM, "198.51.100.1", 443)
                .watch();
        assertThat(findings).hasSize(1);
        var finding = findings.getFirst();
        assertThat(finding.kind()).isEqualTo(Kind.HORIZONTAL_SCAN);
        assertThat(finding.device()).isEqualTo("02:00:00:00:00:14");
        assertThat(finding.address()).hasToString(CAM);
        assertThat(finding.peers()).hasSize(3);
        assertThat(finding.ports()).containsExactly(23);
        assertThat(finding.handshake()).isFalse();
        assertThat(finding.role()).isEqualTo(new Role.OwnDevice("02:00:00:00:00:14", Address.parse(CAM)));
        assertThat(finding.firstPacket()).isEqualTo(8);
    }

    @Test
    void twoStrangersAreNone() {
        assertThat(healthy()
                        .syns(CAM, 23, 2)
                        .pass(2000)
                        .chat(CAM, "198.51.100.1", 443)
                        .watch())
                .isEmpty();
    }

    @Test
    void aSecondTryIsEnoughBeforeTheSecondIsOver() {
        var scene = healthy();
        var calls = List.of(
                scene.scene.connection(CAM, "203.0.113.1", 23),
                scene.scene.connection(CAM, "203.0.113.2", 23),
                scene.scene.connection(CAM, "203.0.113.3", 23));
        calls.forEach(Scene.Connection::syn);
        scene.pass(500);
        calls.forEach(Scene.Connection::syn);
        assertThat(scene.watch()).hasSize(1);
    }

    @Test
    void aTapThatShowsEachPacketTwiceIsNoScan() {
        var scene = healthy();
        for (int i = 1; i <= 6; i++) {
            var call = scene.scene.connection(CAM, "203.0.113." + i, 443);
            call.syn();
            call.syn();
            call.synAck();
        }
        assertThat(scene.pass(5000).chat(CAM, "198.51.100.1", 443).watch()).isEmpty();
    }

    @Test
    void anOutageOfKnownPeersIsNoScan() {
        var scene = healthy();
        for (int i = 1; i <= 6; i++) {
            scene.scene.chat(CAM, "203.0.113." + i, 443);
        }
        assertThat(scene.pass(60_000)
                        .syns(CAM, 443, 6)
                        .pass(2000)
                        .chat(CAM, "198.51.100.1", 443)
                        .watch())
                .isEmpty();
    }

    @Test
    void anOutageOfServicesFoundByNameIsNoScan() {
        var scene = healthy();
        for (int i = 1; i <= 6; i++) {
            scene.scene.lookUp(CAM, "s" + i + ".example.org", "203.0.113." + i);
        }
        assertThat(scene.syns(CAM, 443, 6)
                        .pass(2000)
                        .chat(CAM, "198.51.100.1", 443)
                        .watch())
                .isEmpty();
    }

    @Test
    void aTapOfOneDirectionIsNoScan() {
        var scene = new Scripted(new Scene());
        assertThat(scene.syns(CAM, 443, 12).pass(2000).syns(CAM, 443, 1).watch())
                .isEmpty();
    }

    @Test
    void aScanFromOutsideIsNeverProvenBySynsAlone() {
        var scene = new Scene();
        for (int i = 1; i <= 6; i++) {
            scene.connection(ATTACKER, "192.168.1." + (100 + i), 23).syn();
        }
        var findings = scene.pass(2000).chat(CAM, "198.51.100.1", 443).watch();
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().role()).isEqualTo(new Role.Inbound(Address.parse(ATTACKER), false));
    }

    @Test
    void forgedSynsInTheNameOfAnHonestClientAreNeverProven() {
        var scene = new Scene().chat(ATTACKER, CAM, 443);
        for (int i = 1; i <= 20; i++) {
            scene.connection(ATTACKER, "192.168.1." + (100 + i), 23).syn();
            scene.connection(ATTACKER, CAM, 1000 + i).syn();
        }
        var findings = scene.pass(2000).chat(CAM, "198.51.100.1", 443).watch();
        assertThat(findings).isNotEmpty();
        assertThat(findings).allSatisfy(f -> assertThat(f.role().proven()).isFalse());
    }

    @Test
    void anInnocentThatResetsWhatItNeverAskedForIsNotProven() {
        var scene = new Scene();
        for (int i = 1; i <= 20; i++) {
            scene.connection(ATTACKER, CAM, 1000 + i).syn().synAck().reset(1);
        }
        assertThat(scene.watch())
                .isNotEmpty()
                .allSatisfy(f -> assertThat(f.role().proven()).isFalse());
    }

    @Test
    void closedPortsOfOneHostAreAVerticalScan() {
        var scene = healthy();
        for (int i = 1; i <= 6; i++) {
            scene.scene.connection(CAM, HUB, 1000 + i).syn().refused();
        }
        var findings = scene.watch();
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().kind()).isEqualTo(Kind.VERTICAL_SCAN);
        assertThat(findings.getFirst().ports()).containsExactly(1001, 1002, 1003, 1004, 1005, 1006);
        assertThat(findings.getFirst().peers()).containsExactly(Address.parse(HUB));
    }

    @Test
    void fiveClosedPortsAreNone() {
        var scene = healthy();
        for (int i = 1; i <= 5; i++) {
            scene.scene.connection(CAM, HUB, 1000 + i).syn().refused();
        }
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void openPortsLeftWithoutAWordProveTheirScanner() {
        var scene = new Scene();
        for (int i = 1; i <= 6; i++) {
            scene.connection(ATTACKER, CAM, 1000 + i).open().reset();
        }
        var findings = scene.watch();
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().role()).isEqualTo(new Role.Inbound(Address.parse(ATTACKER), true));
        assertThat(findings.getFirst().device()).isEqualTo("02:00:00:00:00:14");
    }

    @Test
    void aSecondScanAfterAQuietTimeIsNotLost() {
        var scene = healthy();
        scene.syns(CAM, 23, 3).pass(2000).chat(CAM, "198.51.100.1", 443).pass(700_000);
        for (int i = 1; i <= 3; i++) {
            scene.scene.connection(CAM, "198.18.0." + i, 23).syn();
        }
        assertThat(scene.pass(2000).chat(CAM, "198.51.100.1", 443).watch()).hasSize(2);
    }

    @Test
    void oneLongScanDoesNotFloodWhoeverIsOnCall() {
        var scene = healthy();
        for (int i = 0; i < 2000; i++) {
            scene.scene
                    .connection(CAM, "203." + i / 250 + ".113." + i % 250, 23)
                    .syn();
            scene.pass(100);
        }
        assertThat(scene.watch()).hasSizeBetween(2, 4);
    }

    @Test
    void aScannerThatIsAnsweredMeanwhileIsHeldToWhatItWasHeldToFirst() {
        var scene = new Scripted(new Scene());
        for (int i = 0; i < 400; i++) {
            scene.scene.connection(CAM, "203.0." + i / 250 + "." + i % 250, 23).syn();
            scene.pass(100);
            if (i == 100) {
                scene.chat(CAM, "198.51.100.1", 443);
            }
        }
        assertThat(scene.watch())
                .extracting(Finding::expected)
                .hasSizeGreaterThan(1)
                .allMatch(expected -> expected.startsWith("at most 17 never-seen peers"));
    }

    @Test
    void anArpSweepIsFound() {
        var scene = new Scene();
        for (int i = 50; i < 66; i++) {
            scene.arp(CAM, "192.168.1." + i);
        }
        assertThat(scene.watch()).extracting(Finding::kind).containsExactly(Kind.ARP_SCAN);
    }

    @Test
    void askingForFewHostsAgainAndAgainIsNoArpSweep() {
        var scene = new Scene();
        for (int i = 0; i < 200; i++) {
            scene.arp(CAM, "192.168.1." + (50 + i % 10));
        }
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void aPingSweepIsFound() {
        var scene = new Scene();
        for (int i = 50; i < 58; i++) {
            scene.ping(CAM, "192.168.1." + i);
        }
        assertThat(scene.watch()).extracting(Finding::kind).containsExactly(Kind.ICMP_SWEEP);
    }

    /** All of them answer, each time. */
    @Test
    void everySweepIsFoundHoweverOftenTheSameHostsAreSwept() {
        var scene = new Scene();
        for (int sweep = 0; sweep < 3; sweep++) {
            for (int i = 50; i < 58; i++) {
                scene.ping(CAM, "192.168.1." + i).pong("192.168.1." + i, CAM).pass(10);
            }
            scene.pass(2 * 3_600_000);
        }
        assertThat(scene.watch())
                .extracting(Finding::kind)
                .containsExactly(Kind.ICMP_SWEEP, Kind.ICMP_SWEEP, Kind.ICMP_SWEEP);
    }

    @Test
    void aMonitorThatPingsTheSameHostsEachMinuteIsToldOnce() {
        var scene = new Scene();
        for (int minute = 0; minute < 600; minute++) {
            for (int i = 50; i < 65; i++) {
                scene.ping(CAM, "192.168.1." + i).pong("192.168.1." + i, CAM).pass(10);
            }
            scene.pass(60_000);
        }
        assertThat(scene.watch()).extracting(Finding::kind).containsExactly(Kind.ICMP_SWEEP);
    }

    /** Tools choose source port and sequence number by the target, so that they need no memory of whom they asked. */
    @Test
    void aScanWithTheNumbersOfTheOneBeforeIsFoundAgain() {
        var scene = healthy();
        var attempts = IntStream.rangeClosed(1, 3)
                .mapToObj(i -> scene.scene.connection(CAM, "203.0.113." + i, 23))
                .toList();
        for (int scan = 0; scan < 3; scan++) {
            attempts.forEach(one -> {
                one.syn();
                scene.pass(100);
            });
            scene.pass(3_600_000);
        }
        assertThat(scene.watch())
                .extracting(Finding::kind)
                .containsExactly(Kind.HORIZONTAL_SCAN, Kind.HORIZONTAL_SCAN, Kind.HORIZONTAL_SCAN);
    }

    @Test
    void aHostThatIsPingedAllDayIsNoSweep() {
        var scene = new Scene();
        for (int i = 0; i < 100; i++) {
            scene.ping(CAM, "192.168.1." + (50 + i % 7)).pass(1000);
        }
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void datagramsToManyStrangersAtOnePortAreAScan() {
        var scene = new Scene();
        for (int i = 1; i <= 12; i++) {
            scene.udp(CAM, "203.0.113." + i, 5000, 1900, new byte[8]);
        }
        var findings = scene.pass(2000).chat(CAM, "198.51.100.1", 443).watch();
        assertThat(findings).extracting(Finding::kind).containsExactly(Kind.HORIZONTAL_SCAN);
        assertThat(findings.getFirst().ports()).containsExactly(1900);
    }

    @Test
    void silentPortsOfAKnownHostAreAVerticalScan() {
        var scene = new Scene().chat(CAM, HUB, 80);
        for (int i = 1; i <= 12; i++) {
            scene.udp(CAM, HUB, 5000, 100 + i, new byte[0]);
        }
        var findings = scene.pass(2000).chat(CAM, "198.51.100.1", 443).watch();
        assertThat(findings).extracting(Finding::kind).containsExactly(Kind.VERTICAL_SCAN);
    }

    @Test
    void aQuietTapNeedsNoFurtherPacketToJudgeSilence() {
        var scene = healthy().syns(CAM, 23, 3).scene;
        List<Finding> findings = new java.util.ArrayList<>();
        var detection = new Detection(DetectionSettings.defaults(), findings::add);
        Scene.accept(detection, scene.pcap());
        assertThat(findings).isEmpty();
        detection.elapsed(scene.nanos() + 1_100_000_000L);
        assertThat(findings).extracting(Finding::kind).containsExactly(Kind.HORIZONTAL_SCAN);
    }

    @Test
    void aFloodOfForgedSourcesHidesNoScanner() {
        var scene = healthy();
        for (int i = 0; i < 30_000; i++) {
            scene.scene
                    .connection("11." + i % 200 + "." + i / 200 + ".7", HUB, 80)
                    .syn();
            if (i % 10_000 == 0) {
                scene.scene.connection(CAM, "203.0.113." + (1 + i / 10_000), 23).syn();
            }
        }
        var findings = scene.pass(2000).chat(CAM, "198.51.100.1", 443).watch();
        assertThat(findings).extracting(Finding::address).contains(Address.parse(CAM));
    }

    private static Scripted healthy() {
        return new Scripted(new Scene().chat(CAM, "198.51.100.1", 443));
    }

    /** A scene with the phrases of these tests. */
    private record Scripted(Scene scene) {
        Scripted syns(String from, int port, int count) {
            for (int i = 1; i <= count; i++) {
                scene.connection(from, "203.0.113." + i, port).syn();
            }
            return this;
        }

        Scripted pass(long millis) {
            scene.pass(millis);
            return this;
        }

        Scripted chat(String client, String server, int port) {
            scene.chat(client, server, port);
            return this;
        }

        List<Finding> watch() {
            return scene.watch();
        }
    }

    @Test
    void aScanOfOnePeerInTenMinutesIsFound() {
        var scene = new Scene().chat(CAM, "198.51.100.1", 443);
        for (int i = 1; i <= 14; i++) {
            scene.connection(CAM, "198.18.7." + i, 23).syn();
            scene.pass(600_000);
        }
        var findings = scene.watch();
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().kind()).isEqualTo(Kind.HORIZONTAL_SCAN);
        assertThat(findings.getFirst().observed())
                .contains("12 never-seen peers")
                .contains("slowly");
        assertThat(findings.getFirst().evidence().spanMillis()).isBetween(6_500_000L, 7_300_000L);
    }

    @Test
    void theSameDeadServersTriedAllDayAreNoSlowScan() {
        var scene = new Scene().chat(CAM, "198.51.100.1", 443);
        for (int i = 0; i < 200; i++) {
            scene.connection(CAM, "198.18.7." + i % 8, 443).syn();
            scene.pass(300_000 + i * 17_000L % 100_000);
        }
        assertThat(scene.watch()).noneMatch(f -> f.kind() == Kind.HORIZONTAL_SCAN);
    }

    @Test
    void aFastScanIsNotToldOnceMoreAsASlowOne() {
        var scene = new Scene().chat(CAM, "198.51.100.1", 443);
        for (int i = 1; i <= 20; i++) {
            scene.connection(CAM, "198.18.7." + i, 23).syn();
            scene.pass(500);
        }
        assertThat(scene.watch()).hasSize(1);
    }
}
