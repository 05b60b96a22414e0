package org.tocsin.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.detection.Scene.CAM;
import static org.tocsin.detection.Scene.HUB;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Address;

/** What a device is known to use and to serve; what is new is evidence and accuses nobody. */
final class ProfileTest {
    private static final String CLOUD = "203.0.113.9";
    private static final DetectionSettings LEARN = DetectionSettings.defaults().withLearn(Duration.ofMinutes(10));

    private final List<Finding> findings = new ArrayList<>();

    @Test
    void aDeviceIsKnownByWhatItUsesAndServes() {
        var scene = learnt();
        var profile = profile(scene, CAM);
        assertThat(profile.uses())
                .extracting(Service::toString)
                .containsExactly("udp/53 own network", "tcp/443 api.cam.example", "udp/1900 multicast");
        assertThat(profile.serves()).extracting(Service::toString).containsExactly("tcp/80 own network");
        assertThat(profile.state()).isEqualTo(Profile.State.LEARNT);
        assertThat(profile.news()).isEmpty();
    }

    @Test
    void aCameraThatSuddenlyServesTelnetIsNewsAndNoFinding() {
        var scene = learnt().chat(HUB, CAM, 23).pass(5_000).chat(HUB, CAM, 23);
        var news = profile(scene, CAM).news();
        assertThat(news).extracting(Profile.News::toString).containsExactly("serves tcp/23 own network");
        assertThat(news.getFirst().count()).isEqualTo(2);
        assertThat(news.getFirst().since().toEpochMilli())
                .as("the first time")
                .isLessThan(scene.nanos() / 1_000_000 - 5_000);
        assertThat(findings).isEmpty();
    }

    @Test
    void aNewPortOutsideIsNewsAndNoFinding() {
        var scene = learnt().chat(CAM, CLOUD, 6667).chat(CAM, "198.51.100.7", 443);
        assertThat(profile(scene, CAM).news())
                .extracting(Profile.News::toString)
                .containsExactly("uses tcp/6667 api.cam.example", "uses tcp/443 outside, no name");
        assertThat(findings).isEmpty();
    }

    @Test
    void aCallOnWhichTheDeviceSaysNothingIsNewsToo() {
        var scene = learnt();
        scene.connection(CAM, "198.51.100.7", 6667).open().answer("NOTICE");
        scene.connection(CAM, "198.51.100.7", 6668).open().reset();
        assertThat(profile(scene, CAM).news())
                .extracting(Profile.News::toString)
                .containsExactly("uses tcp/6667 outside, no name", "uses tcp/6668 outside, no name");
    }

    @Test
    void aCloudThatRotatesThroughHostsOfOneDomainIsNoNews() {
        var scene = learnt();
        for (int i = 0; i < 50; i++) {
            var address = "203.0.114." + i;
            scene.lookUp(CAM, "edge" + i + ".cam.example", address).chat(CAM, address, 443);
        }
        assertThat(profile(scene, CAM).news()).isEmpty();
    }

    @Test
    void anotherDomainThatEndsAlikeIsNews() {
        var scene = learnt().lookUp(CAM, "api.webcam.example", "203.0.114.1").chat(CAM, "203.0.114.1", 443);
        assertThat(profile(scene, CAM).news())
                .extracting(Profile.News::toString)
                .containsExactly("uses tcp/443 api.webcam.example");
    }

    @Test
    void anAddressThatWasLearntByNameIsNoNewsOnceNobodyRemembersTheName() {
        var detection = new Detection(LEARN, findings::add);
        Scene.feed(detection, learnt().pcap());
        var next = new Detection(LEARN, findings::add);
        next.load(detection.profiles());
        Scene.feed(next, new Scene().chat(CAM, CLOUD, 443).chat(CAM, CLOUD, 22).pcap());
        assertThat(of(next, CAM).news())
                .extracting(Profile.News::toString)
                .containsExactly("uses tcp/22 outside, no name");
    }

    @Test
    void aDeviceWithAnotherAddressIsTheSameDevice() {
        var scene = learnt();
        scene.as(CAM, "192.168.1.77", () -> scene.chat("192.168.1.77", CLOUD, 443)
                .chat(HUB, "192.168.1.77", 80));
        var detection = new Detection(LEARN, findings::add);
        Scene.feed(detection, scene.pcap());
        var device = detection.devices().stream()
                .filter(one -> one.id().equals("02:00:00:00:00:14"))
                .findFirst()
                .orElseThrow();
        assertThat(device.address()).isEqualTo(Address.parse("192.168.1.77"));
        assertThat(device.profile().services()).hasSize(4);
        assertThat(device.profile().news()).isEmpty();
    }

    @Test
    void whatIsMetWhileLearningIsNoNews() {
        var scene = new Scene().chat(CAM, CLOUD, 443).pass(500_000).chat(CAM, CLOUD, 8883);
        var profile = profile(scene, CAM);
        assertThat(profile.state()).isEqualTo(Profile.State.LEARNING);
        assertThat(profile.services()).hasSize(2);
        assertThat(profile.news()).isEmpty();
    }

    @Test
    void aComputerThatUsesEverythingIsNotJudged() {
        var scene = new Scene();
        for (int i = 0; i < 60; i++) {
            scene.chat(CAM, CLOUD, 1000 + i);
        }
        scene.pass(700_000).chat(CAM, CLOUD, 23);
        var profile = profile(scene, CAM);
        assertThat(profile.state()).isEqualTo(Profile.State.CROWDED);
        assertThat(profile.services()).hasSize(40);
        assertThat(profile.news()).isEmpty();
    }

    @Test
    void portsThatAreTakenByChanceAreOneService() {
        var scene = learnt();
        for (int i = 0; i < 20; i++) {
            scene.udp(CAM, CLOUD, 40_000 + i, 50_000 + 7 * i, new byte[4]);
            scene.udp(CLOUD, CAM, 50_000 + 7 * i, 40_000 + i, new byte[4]);
        }
        assertThat(profile(scene, CAM).news())
                .extracting(Profile.News::toString)
                .containsExactly("uses udp/49152-65535 api.cam.example");
    }

    @Test
    void whatNobodyAnswersIsNoService() {
        var scene = learnt();
        scene.connection(CAM, CLOUD, 23).syn();
        scene.udp(CAM, CLOUD, 5000, 6000, new byte[4]);
        assertThat(profile(scene, CAM).news()).isEmpty();
    }

    @Test
    void aServerThatIsHeardFirstIsStillTheServer() {
        var scene = learnt();
        scene.udp(CLOUD, CAM, 123, 123, new byte[4]).udp(CAM, CLOUD, 123, 123, new byte[4]);
        scene.udp(Scene.DNS, CAM, 67, 68, new byte[4]).udp(CAM, Scene.DNS, 68, 67, new byte[4]);
        scene.udp(CLOUD, CAM, 53, 40_000, new byte[4]).udp(CAM, CLOUD, 40_000, 53, new byte[4]);
        assertThat(profile(scene, CAM).news())
                .extracting(Profile.News::toString)
                .containsExactly("serves udp/123 outside", "uses udp/67 own network", "uses udp/53 api.cam.example");
    }

    @Test
    void onlyTheEightNewestNewsAreKept() {
        var scene = learnt();
        for (int i = 0; i < 12; i++) {
            scene.chat(CAM, CLOUD, 7000 + i);
        }
        assertThat(profile(scene, CAM).news()).hasSize(8).last().hasToString("uses tcp/7011 api.cam.example");
    }

    @Test
    void profilesAndNewsOutliveARestart() {
        var detection = new Detection(LEARN, findings::add);
        Scene.feed(detection, learnt().chat(HUB, CAM, 23).pcap());
        var before = of(detection, CAM);
        var next = new Detection(LEARN, findings::add);
        next.load(detection.profiles());
        Scene.feed(next, new Scene().chat(HUB, CAM, 23).chat(HUB, CAM, 22).pcap());
        var after = of(next, CAM);
        assertThat(after.state()).isEqualTo(Profile.State.LEARNT);
        assertThat(after.services()).isEqualTo(before.services());
        assertThat(after.news())
                .extracting(one -> one + " " + one.count())
                .containsExactly("serves tcp/23 own network 2", "serves tcp/22 own network 1");
    }

    @Test
    void aDeviceThatLearnsAnewForgetsItsNewsAndTakesWhatItDoesForItsProfile() {
        var detection = new Detection(LEARN, findings::add);
        Scene.feed(detection, learnt().chat(HUB, CAM, 23).pcap());
        detection.learnAnew("02:00:00:00:00:14");
        assertThat(of(detection, CAM).news()).isEmpty();
        detection.resume(findings::add);
        Scene.feed(
                detection,
                new Scene()
                        .pass(800_000)
                        .chat(HUB, CAM, 22)
                        .pass(700_000)
                        .chat(HUB, CAM, 80)
                        .pcap());
        assertThat(of(detection, CAM).services()).extracting(Service::toString).containsExactly("tcp/22 own network");
        assertThat(of(detection, CAM).news())
                .extracting(Profile.News::toString)
                .containsExactly("serves tcp/80 own network");
    }

    @Test
    void aProfileOfTheFirstVersionStillLearnsWhatItsDeviceUses() {
        var id = "02:00:00:00:00:14".getBytes(StandardCharsets.US_ASCII);
        var saved = new java.io.ByteArrayOutputStream();
        saved.writeBytes(new byte[] {(byte) 0xa2, 1, 1, 2, (byte) 0x81, (byte) 0x84, 0x71});
        saved.writeBytes(id);
        saved.writeBytes(new byte[] {(byte) 0xf5, (byte) 0x80, (byte) 0x80});
        var detection = new Detection(LEARN, findings::add);
        detection.load(saved.toByteArray());
        Scene.feed(detection, new Scene().chat(HUB, CAM, 80).pcap());
        assertThat(of(detection, CAM).services()).hasSize(1);
        assertThat(of(detection, CAM).news()).isEmpty();
        assertThat(detection.devices().getFirst().learning()).isFalse();
    }

    /** A camera that looks its cloud up, calls it, is called by the hub, and announces itself; then ten minutes have passed. */
    static Scene learnt() {
        return new Scene()
                .lookUp(CAM, "api.cam.example", CLOUD)
                .chat(CAM, CLOUD, 443)
                .chat(HUB, CAM, 80)
                .udp(CAM, "239.255.255.250", 40_000, 1900, new byte[4])
                .pass(700_000)
                .ping(HUB, CAM);
    }

    private Profile profile(Scene scene, String address) {
        var detection = new Detection(LEARN, findings::add);
        Scene.feed(detection, scene.pcap());
        return of(detection, address);
    }

    private static Profile of(Detection detection, String address) {
        return detection.devices().stream()
                .filter(one -> one.address().equals(Address.parse(address)))
                .findFirst()
                .orElseThrow()
                .profile();
    }
}
