package org.tocsin.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.detection.Scene.CAM;
import static org.tocsin.detection.Scene.DNS;
import static org.tocsin.detection.Scene.HUB;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Prefix;

final class LookupTest {
    private static final String UPSTREAM = "198.51.100.53";

    private final Random random = new Random(5);

    @Test
    void dataCarriedOutInNamesIsFound() {
        var scene = new Scene();
        for (int i = 0; i < 40; i++) {
            scene.question(CAM, DNS, 5_353, letters(60) + "." + letters(60) + ".t.evil.example")
                    .pass(200);
        }
        var findings = scene.watch();
        assertThat(findings).hasSize(1);
        var finding = findings.getFirst();
        assertThat(finding.kind()).isEqualTo(Kind.DNS_TUNNEL);
        assertThat(finding.device()).isEqualTo("02:00:00:00:00:14");
        assertThat(finding.role()).isInstanceOf(Role.OwnDevice.class);
        assertThat(finding.observed()).contains("'evil.example'");
        assertThat(finding.packet()).as("four thousand bytes, 123 a name").isBetween(33L, 35L);
        assertThat(finding.firstPacket()).isEqualTo(1);
    }

    @Test
    void aTunnelThatGoesOnBehindAPersonsWordIsToldAnew() {
        var findings = new ArrayList<Finding>();
        var detection = new Detection(DetectionSettings.defaults(), findings::add);
        Scene.accept(detection, tunnel().pcap());
        Scene.accept(detection, tunnel().pcap());
        assertThat(findings).as("one running event").hasSize(1);
        detection.forgive(Prefix.host(Address.parse(CAM)));
        Scene.accept(detection, tunnel().pcap());
        assertThat(findings).hasSize(2);
    }

    private Scene tunnel() {
        var scene = new Scene();
        for (int i = 0; i < 40; i++) {
            scene.question(CAM, DNS, 5_353, letters(60) + "." + letters(60) + ".t.evil.example")
                    .pass(200);
        }
        return scene;
    }

    @Test
    void aTunnelUnderACountrysRegistryIsOneDomainsAndNotTheRegistrys() {
        var scene = new Scene();
        for (int i = 0; i < 40; i++) {
            scene.question(CAM, DNS, 5_353, letters(60) + "." + letters(60) + ".evil.co.uk")
                    .pass(200);
        }
        assertThat(scene.watch().getFirst().observed()).contains("'evil.co.uk'");
    }

    @Test
    void longNamesThatAreAskedForAgainAndAgainCarryNothing() {
        var scene = new Scene();
        for (int i = 0; i < 400; i++) {
            scene.question(CAM, DNS, 5_353, "d" + i % 8 + "-0123456789abcdef0123456789abcdef.iot.cloud.example")
                    .pass(100);
        }
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void namesOfManyServicesAtADevicesStartAreNoTunnel() {
        var scene = new Scene();
        for (int i = 0; i < 200; i++) {
            scene.lookUp(CAM, letters(30) + ".region-1.service" + i % 40 + ".example", "198.51.100.7")
                    .pass(50);
        }
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void addressesThatAreAskedForTheirNamesAreNoTunnel() {
        var scene = new Scene();
        for (int i = 0; i < 200; i++) {
            var nibbles = new StringBuilder();
            for (int n = 0; n < 32; n++) {
                nibbles.append(Integer.toHexString(random.nextInt(16))).append('.');
            }
            scene.question(CAM, DNS, 5_353, nibbles + "ip6.arpa").pass(50);
        }
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void aResolverIsNotBlamedForWhatOthersAskIt() {
        var scene = new Scene();
        scene.lookUp(HUB, "www.example", "198.51.100.9");
        for (int i = 0; i < 60; i++) {
            scene.question(DNS, UPSTREAM, 5_300, letters(60) + "." + letters(60) + ".t.evil.example")
                    .pass(200);
        }
        assertThat(scene.watch()).isEmpty();
    }

    /** A bot that has a confederate ask it, or once answered somebody by chance, is no resolver for ever. */
    @Test
    void anAnswerToAStrangerOrOfHoursAgoHidesNoTunnel() {
        var scene = new Scene();
        answerFrom(scene, CAM, UPSTREAM);
        carryOut(scene, CAM);
        assertThat(scene.watch()).as("it answered only a stranger").hasSize(1);

        var later = new Scene();
        answerFrom(later, CAM, HUB);
        later.pass(3_700_000);
        carryOut(later, CAM);
        assertThat(later.watch()).as("that was an hour ago").hasSize(1);

        var resolver = new Scene();
        answerFrom(resolver, CAM, HUB);
        carryOut(resolver, CAM);
        assertThat(resolver.watch()).as("it asks for others").isEmpty();
    }

    private static void answerFrom(Scene scene, String resolver, String client) {
        scene.question(client, resolver, 5_301, "a.example").answer(resolver, client, 5_301, "a.example");
    }

    private void carryOut(Scene scene, String device) {
        for (int i = 0; i < 60; i++) {
            scene.question(device, UPSTREAM, 5_300, letters(60) + "." + letters(60) + ".t.evil.example")
                    .pass(200);
        }
    }

    @Test
    void madeUpDomainsThatDoNotExistAreFound() {
        var scene = new Scene();
        for (int i = 0; i < 12; i++) {
            scene.noSuchName(CAM, letters(12) + ".example").pass(3_000);
        }
        var finding = scene.watch().getFirst();
        assertThat(finding.kind()).isEqualTo(Kind.GENERATED_NAMES);
        assertThat(finding.role()).isInstanceOf(Role.OwnDevice.class);
        assertThat(finding.evidence().count()).isEqualTo(8);
    }

    @Test
    void aDeviceWhoseServicesAreGoneOrBlockedMakesUpNothing() {
        var scene = new Scene();
        for (var name : new String[] {"telemetry", "metrics", "tracking", "updates", "analytics", "advertising"}) {
            for (int i = 0; i < 20; i++) {
                scene.noSuchName(CAM, "a" + i + "." + name + ".example").pass(500);
                scene.noSuchName(CAM, name + "-service" + i + ".example").pass(500);
            }
        }
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void oneMadeUpDomainThatIsTriedForeverIsNoSeries() {
        var scene = new Scene();
        for (int i = 0; i < 300; i++) {
            scene.noSuchName(CAM, "www" + i + ".xkcdqwrtzp.example").pass(1_000);
        }
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void answersThatNobodyAskedForAccuseNobody() {
        var scene = new Scene();
        for (int i = 0; i < 12; i++) {
            scene.straySuchName(CAM, letters(12) + ".example").pass(3_000);
        }
        assertThat(scene.watch()).isEmpty();
    }

    private String letters(int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append("bcdfghjklmnpqrstvwxz".charAt(random.nextInt(20)));
        }
        return text.toString().toLowerCase(Locale.ROOT);
    }
}
