package org.tocsin.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.tocsin.detection.Scene.CAM;
import static org.tocsin.detection.Scene.HUB;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What devices say of themselves, and how little a liar gains by saying much. */
final class InventoryTest {
    private static final String OUTSIDE = "203.0.113.9";
    private static final long CAM_MAC = 2L << 40 | 20;

    @Test
    void aDeviceIsKnownByWhatItSaysAndServes() {
        var scene = new Scene();
        scene.connection(HUB, CAM, 80)
                .open()
                .ask("GET / HTTP/1.1\r\nHost: cam\r\nUser-Agent: hub/1\r\n\r\n")
                .answer("HTTP/1.1 200 OK\r\nServer: boa/0.94\r\n\r\n")
                .close();
        scene.udp(CAM, "239.255.255.250", 40_000, 1900, text("""
                NOTIFY * HTTP/1.1
                NTS: ssdp:alive
                NT: urn:x:device:Camera:1
                SERVER: Linux UPnP/1.0 cam/2

                """));
        assertThat(traits(scene, CAM).services()).containsExactly("tcp/80", "upnp Camera:1");
        assertThat(traits(scene, CAM).software()).containsExactly("boa/0.94", "Linux UPnP/1.0 cam/2");
        assertThat(traits(scene, HUB).calls()).containsExactly("cam");
        assertThat(traits(scene, HUB).software()).containsExactly("hub/1");
    }

    /** Evidence for whoever looks at the device; half of all devices are like this, so it is no finding. */
    @Test
    void aLogInThatAnybodyCanReadIsAWeaknessOfBothSidesAndNoFinding() {
        var scene = new Scene();
        scene.connection(HUB, CAM, 80)
                .open()
                .ask("GET / HTTP/1.1\r\nAuthorization: Basic YWxpY2U6c2VjcmV0\r\n\r\n")
                .answer("HTTP/1.1 200 OK\r\n\r\n")
                .close();
        assertThat(traits(scene, CAM).weaknesses()).containsExactly("takes log-ins in clear text: HTTP, port 80");
        assertThat(traits(scene, HUB).weaknesses()).containsExactly("sends its log-in in clear text: HTTP, port 80");
        assertThat(scene.watch()).isEmpty();
    }

    @Test
    void strangersAreNotInTheInventory() {
        var scene = new Scene();
        scene.connection(OUTSIDE, CAM, 80)
                .open()
                .ask("GET / HTTP/1.1\r\nHost: cam\r\nUser-Agent: evil\r\n\r\n")
                .close();
        var detection = new Detection(DetectionSettings.defaults(), _ -> {});
        Scene.feed(detection, scene.pcap());
        assertThat(detection.devices())
                .extracting(Device::address)
                .doesNotContain(org.tocsin.kernel.Address.parse(OUTSIDE));
    }

    @Test
    void aChattererIsHeardToItsLimitOnly() {
        var scene = new Scene();
        for (int i = 0; i < 5_000; i++) {
            scene.udp(
                    CAM,
                    "239.255.255.250",
                    40_000,
                    1900,
                    text("NOTIFY * HTTP/1.1\r\nNTS: ssdp:alive\r\n" + "NT: urn:x:device:" + i + "\r\nSERVER: "
                            + "x".repeat(500) + i + "\r\n\r\n"));
        }
        var traits = traits(scene, CAM);
        assertThat(traits.services()).hasSizeLessThanOrEqualTo(16);
        assertThat(traits.software()).hasSizeLessThanOrEqualTo(4).allSatisfy(text -> assertThat(text)
                .hasSizeLessThanOrEqualTo(64));
        assertThat(traits.services().getLast()).isEqualTo("upnp 119");
    }

    @Test
    void aDeviceThatRepeatsItselfIsNotTakenForAChatterer() {
        var scene = new Scene();
        for (int i = 0; i < 500; i++) {
            scene.udp(CAM, "239.255.255.250", 40_000, 1900, notify("Camera:" + i % 3));
        }
        scene.udp(CAM, "239.255.255.250", 40_000, 1900, notify("Doorbell:1"));
        assertThat(traits(scene, CAM).services()).contains("upnp Camera:2", "upnp Doorbell:1");
    }

    @Test
    void aNewWordBehindManyOthersIsStillRead() {
        var scene = new Scene();
        for (int i = 0; i < 100; i++) {
            scene.udp(CAM, "239.255.255.250", 40_000, 1900, notify("Camera:" + i));
        }
        scene.udp(CAM, "239.255.255.250", 40_000, 1900, notify("Camera:1"));
        assertThat(traits(scene, CAM).services().getLast()).isEqualTo("upnp Camera:1");
    }

    private static byte[] notify(String device) {
        return text("NOTIFY * HTTP/1.1\r\nNTS: ssdp:alive\r\nNT: urn:x:device:" + device + "\r\n\r\n");
    }

    @Test
    void aDeviceThatAsksForAnAddressIsKnownByItsNameOnceItSends() {
        var scene = new Scene().dhcp(CAM_MAC, "hall camera");
        scene.chat(CAM, OUTSIDE, 443);
        assertThat(traits(scene, CAM).hostName()).isEqualTo("hall camera");
    }

    @Test
    void aFloodOfForgedDhcpClientsPushesNoKnownDeviceOutOfTheInventory() {
        var scene = new Scene().dhcp(CAM_MAC, "hall camera");
        scene.chat(CAM, OUTSIDE, 443);
        for (int i = 0; i < 20_000; i++) {
            scene.dhcp(3L << 40 << 1 | i, "forged " + i);
        }
        assertThat(traits(scene, CAM).hostName()).isEqualTo("hall camera");
    }

    @Test
    void aFloodOfForgedSendersPushesNoSettledDeviceOut() {
        var scene = new Scene().dhcp(CAM_MAC, "hall camera");
        scene.chat(CAM, OUTSIDE, 443).pass(120_000).chat(CAM, OUTSIDE, 443);
        for (int i = 0; i < 20_000; i++) {
            scene.udp("10.9." + i / 250 + "." + (1 + i % 250), OUTSIDE, 5_000, 9, new byte[4]);
        }
        var defaults = DetectionSettings.defaults();
        var few = new DetectionSettings(
                defaults.inside(), defaults.outside(), defaults.routers(), defaults.learn(), defaults.flows(), 64, 120);
        var detection = new Detection(few, _ -> {});
        Scene.feed(detection, scene.pcap());
        assertThat(detection.devices())
                .filteredOn(one -> one.address().toString().equals(CAM))
                .extracting(one -> one.traits().hostName())
                .containsExactly("hall camera");
    }

    @Test
    void aRealBridgeIsKnownByNameMakerAndService() throws IOException {
        var traits = real("benign-setup/HueBridge/Setup-A-1-STA.pcap", "00:17:88:24:76:ff");
        assertThat(traits.hostName()).isEqualTo("Philips-hue");
        assertThat(traits.vendorClass()).isEqualTo("udhcp 1.19.4");
        assertThat(traits.names()).contains("philips-hue");
        assertThat(traits.services()).contains("_hap._tcp", "tcp/80");
        assertThat(traits.software()).contains("BSB002");
    }

    @Test
    void aRealSwitchIsKnownByItsTlsClientAndWhomItCalls() throws IOException {
        var traits = real("benign-setup/WeMoLink/Setup-A-1-STA.pcap", "94:10:3e:cd:37:65");
        assertThat(traits.calls()).containsExactly("api.xbcs.net");
        assertThat(traits.tls()).containsExactly("t10d460300_234845559c90_33a13ba74d1c");
        assertThat(traits.weaknesses()).containsExactly("its TLS client offers TLS 1.0 at most (RFC 8996)");
    }

    private static Traits real(String file, String device) throws IOException {
        var named = System.getenv("TOCSIN_CORPORA");
        var root = named != null
                ? Path.of(named)
                : Path.of(System.getenv().getOrDefault("TOCSIN_REPOSITORY", "."), "../shared/data");
        var capture = root.resolve("captures").resolve(file);
        assumeTrue(
                Files.exists(capture), "no corpora: " + capture + " is missing; name their folder in TOCSIN_CORPORA");
        var detection = new Detection(DetectionSettings.defaults(), _ -> {});
        Scene.feed(detection, Files.readAllBytes(capture));
        return detection.devices().stream()
                .filter(one -> one.id().equals(device))
                .findFirst()
                .orElseThrow()
                .traits();
    }

    private static Traits traits(Scene scene, String address) {
        var detection = new Detection(DetectionSettings.defaults(), _ -> {});
        Scene.feed(detection, scene.pcap());
        return detection.devices().stream()
                .filter(one -> one.address().toString().equals(address))
                .findFirst()
                .orElseThrow()
                .traits();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
