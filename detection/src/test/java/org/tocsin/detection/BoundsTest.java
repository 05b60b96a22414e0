package org.tocsin.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tocsin.detection.Scene.CAM;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.reflect.Array;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Rejection;

/** What an attacker can't grow. */
final class BoundsTest {
    private static final long INVENTORY = 1536;
    private static final long PROFILE = 1536;
    /** Two whole texts of DHCP, the names of mDNS and the fingerprints of TLS, of which the scene has none. */
    private static final long NOT_SAID_HERE = 2 * 104 + 168 + 192;

    @Test
    void aDeviceInEveryKindOfTroubleStaysWithinFourKilobytes() throws ReflectiveOperationException {
        var detection = new Detection(DetectionSettings.defaults(), _ -> {});
        Scene.feed(detection, trouble().pcap());
        long[] largest = largestDevice(detection);
        assertThat(largest[0]).as("tests").isBetween(2000L, 4096L);
        assertThat(largest[1]).as("inventory").isBetween(600L, INVENTORY - NOT_SAID_HERE);
        assertThat(largest[2]).as("profile").isBetween(1000L, PROFILE);
    }

    @Test
    void aFloodOfFindingsIsCountedAndNotRaised() {
        var scene = new Scene();
        for (int source = 0; source < 400; source++) {
            var from = "203." + source / 100 + ".113." + source % 100;
            for (int i = 1; i <= 6; i++) {
                scene.connection(from, CAM, 1000 + i).syn().refused();
            }
        }
        List<Finding> findings = new ArrayList<>();
        var detection = new Detection(DetectionSettings.defaults(), findings::add);
        Scene.feed(detection, scene.pcap());
        assertThat(findings).hasSize(120);
        assertThat(detection.tally().findings()).isEqualTo(120);
        assertThat(detection.tally().shedFindings()).isEqualTo(280);
    }

    @Test
    void settingsHaveTheirDefaults() {
        var settings = DetectionSettings.defaults();
        assertThat(settings.learn()).hasMinutes(60);
        assertThat(settings.flows()).isEqualTo(65_536);
        assertThat(settings.devices()).isEqualTo(65_536);
        assertThat(settings.findingsPerMinute()).isEqualTo(120);
        assertThat(settings.outside()).isEmpty();
        assertThat(settings.inside()).extracting(Object::toString).contains("10.0.0.0/8", "fc00::/7", "fe80::/10");
    }

    @FuzzTest
    void aHostileProfileIsTakenOrRefusedByName(byte[] data) {
        try {
            new Detection(DetectionSettings.defaults(), _ -> {}).load(data);
        } catch (Rejection refused) {
            assertThat(refused.code()).matches("(cbor|profile)\\..*");
        }
    }

    /** Each restart meets other devices, most of them made up: what was learnt must not grow for ever. */
    @Test
    void whatWasLearntBeforeIsForgottenWhenThereIsTooMuch() {
        List<byte[]> saved = new ArrayList<>();
        for (int restart = 0; restart < 3; restart++) {
            var detection = new Detection(DetectionSettings.defaults(), _ -> {});
            if (restart > 0) {
                detection.load(saved.getLast());
            }
            Scene.accept(detection, devices(restart * 10_000).pcap());
            saved.add(detection.profiles());
        }
        assertThat(saved.get(2).length).isGreaterThan(saved.getFirst().length).isLessThan(saved.getFirst().length * 2);
        new Detection(DetectionSettings.defaults(), _ -> {}).load(saved.getLast());
    }

    /** Behind a router, where an address is all that is known of a device. */
    private static Scene devices(int from) {
        var scene = new Scene().chat(CAM, "198.51.100.1", 443);
        for (int i = from; i < from + 10_000; i++) {
            scene.connection("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255), "198.51.100.7", 443)
                    .syn();
        }
        return scene;
    }

    @Test
    void aProfileOfAnotherVersionIsRefusedByName() {
        assertThatThrownBy(
                        () -> new Detection(DetectionSettings.defaults(), _ -> {}).load(new byte[] {(byte) 0xa1, 1, 3}))
                .isInstanceOfSatisfying(
                        Rejection.class, r -> assertThat(r.code()).isEqualTo("profile.version"));
    }

    /** One device that scans, sweeps, guesses, calls home and looks up names, each to many. */
    private static Scene trouble() {
        var scene = new Scene();
        for (int i = 0; i < 2_500; i++) {
            scene.connection(CAM, "198.18.4.1", 80).syn();
        }
        for (int i = 0; i < 250; i++) {
            boasts(scene, i);
            var name = "203.0.113." + i;
            scene.lookUp(CAM, "n" + i + ".s" + i + ".example", name).chat(CAM, name, 443);
            scene.connection(CAM, "198.18.0." + i, 23).syn();
            scene.connection(CAM, "198.18.1." + i % 7, 1000 + i).syn().refused();
            scene.udp(CAM, "198.18.2." + i, 9, 1900, new byte[4]).ping(CAM, "198.18.3." + i);
            scene.ping(CAM, "198.18.5." + i % 40).pong("198.18.5." + i % 40, CAM);
            scene.arp(CAM, "192.168.1." + (100 + i % 100)).pass(10);
            scene.connection(CAM, "192.168.1." + (40 + i % 3), 22)
                    .open()
                    .answer("SSH-2.0-x\r\n")
                    .ask("SSH-2.0-y\r\n")
                    .close();
            scene.connection(CAM, "192.168.1.60", 1883)
                    .open()
                    .ask("\u0010\u0016\0\4MQTT\4\u00c2\0<\0\0\0\1a\0\3" + (100 + i))
                    .answer(" \2\0\5")
                    .close();
        }
        return scene;
    }

    /** As much of every sort as the inventory takes, each as long as it may be. */
    private static void boasts(Scene scene, int i) {
        var text = "x".repeat(61) + (100 + i);
        scene.dhcp(2L << 40 | 20, text);
        scene.connection(CAM, "192.168.1.61", 80)
                .open()
                .ask("GET / HTTP/1.1\r\nHost: " + text + "\r\nUser-Agent: " + text + "\r\n\r\n")
                .close();
        scene.udp(
                CAM,
                "239.255.255.250",
                40_000,
                1900,
                ("NOTIFY * HTTP/1.1\r\nNTS: ssdp:alive\r\nNT: urn:x:device:" + text + "\r\nSERVER: " + text
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /** Bytes of its tests, of what the inventory holds of it, and of what its profile does. */
    private static long[] largestDevice(Detection detection) throws ReflectiveOperationException {
        var macs = field(field(field(detection, "engine"), "actors"), "macs");
        var largest = new long[3];
        for (var actor : (Object[]) field(macs, "actors")) {
            var portrait = actor == null ? null : field(actor, "portrait");
            if (portrait != null) {
                long said = deepBytes(portrait);
                var habits = field(actor, "habits");
                long does = habits == null ? 0 : deepBytes(habits);
                largest[0] = Math.max(largest[0], deepBytes(actor) - said - does);
                largest[2] = Math.max(largest[2], does);
                largest[1] = Math.max(largest[1], said);
            }
        }
        return largest;
    }

    private static Object field(Object of, String name) throws ReflectiveOperationException {
        var field = of.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(of);
    }

    /** Heap bytes of an object and all that it alone holds: 64-bit JVM, compressed references. */
    private static long deepBytes(Object root) throws ReflectiveOperationException {
        var seen = new IdentityHashMap<Object, Boolean>();
        List<Object> open = new ArrayList<>(List.of(root));
        long bytes = 0;
        while (!open.isEmpty()) {
            var next = open.removeLast();
            if (next instanceof Enum || seen.put(next, true) != null) {
                continue;
            }
            bytes += shallow(next, open);
        }
        return bytes;
    }

    private static long shallow(Object of, List<Object> open) throws ReflectiveOperationException {
        var type = of.getClass();
        if (of instanceof String text) {
            int width = text.chars().allMatch(c -> c <= 0xff) ? 1 : 2;
            return 24 + (16 + (long) text.length() * width + 7 & ~7L);
        }
        if (type.isArray()) {
            int length = Array.getLength(of);
            for (int i = 0; i < length && !type.getComponentType().isPrimitive(); i++) {
                var item = Array.get(of, i);
                if (item != null) {
                    open.add(item);
                }
            }
            return 16 + (long) length * size(type.getComponentType()) + 7 & ~7L;
        }
        long bytes = 12;
        for (var field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                bytes += size(field.getType());
                field.setAccessible(true);
                var value = field.getType().isPrimitive() ? null : field.get(of);
                if (value != null) {
                    open.add(value);
                }
            }
        }
        return bytes + 7 & ~7L;
    }

    private static int size(Class<?> type) {
        return type == long.class || type == double.class
                ? 8
                : type == boolean.class || type == byte.class ? 1 : type == char.class ? 2 : 4;
    }
}
