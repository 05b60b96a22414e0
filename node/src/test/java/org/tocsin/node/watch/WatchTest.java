package org.tocsin.node.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.detection.Device;
import org.tocsin.detection.Finding;
import org.tocsin.detection.Kind;
import org.tocsin.detection.Watchlist;
import org.tocsin.edge.Lookout;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Meter;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.town.Packets;
import org.tocsin.node.watch.TapState.Phase;
import org.tocsin.wire.capture.LinkType;
import org.tocsin.wire.capture.PcapWriter;

final class WatchTest {
    private static final int PATIENCE_MS = 15_000;
    private static final Duration LEARN = Duration.ofMinutes(10);
    private static final String CAM = "192.168.1.20";
    private static final Address CAM_ADDRESS = Address.parse(CAM);
    private static final String HUB = "192.168.1.30";
    private static final String SERVICE = "198.51.100.1";
    private static final String C2 = "203.0.113.66";

    @TempDir
    Path folder;

    private final LinkedBlockingQueue<String> broken = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Finding> findings = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Long> read = new LinkedBlockingQueue<>();

    @Test
    void aMistypedTapIsRefusedAtTheStart() throws IOException {
        try (var watch = watch()) {
            assertThatThrownBy(() -> watch.start(folder.resolve("nothing").toString()))
                    .isInstanceOfSatisfying(
                            Rejection.class, r -> assertThat(r.code()).isEqualTo("tap.missing"));
            assertThatThrownBy(() -> watch.start(folder.toString()))
                    .isInstanceOfSatisfying(
                            Rejection.class, r -> assertThat(r.code()).isEqualTo("tap.unreadable"));
        }
    }

    @Test
    void garbageInTheTapIsToldAndShown() throws Exception {
        try (var watch = watch()) {
            watch.read("garbage", new ByteArrayInputStream("no capture at all".getBytes(UTF_8)))
                    .join();
            assertThat(broken.poll(PATIENCE_MS, TimeUnit.MILLISECONDS)).startsWith("capture.format");
            assertThat(watch.state().phase()).isEqualTo(Phase.BROKEN);
            assertThat(watch.state().endings())
                    .extracting(TapState.Ending::broken, TapState.Ending::packets)
                    .containsExactly(tuple(true, 0L));
        }
    }

    @Test
    void aFileThatIsReadToItsEndIsNoTrouble() throws Exception {
        var file = folder.resolve("short.pcap");
        try (var out = Files.newOutputStream(file)) {
            packets(out, 3);
        }
        try (var watch = watch()) {
            watch.read(file.toString(), new Source(file.toString()).stream()).join();
            assertThat(watch.state().phase()).isEqualTo(Phase.ENDED);
            assertThat(watch.state().packets()).isEqualTo(3);
            assertThat(broken).isEmpty();
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aPipeWhoseWriterIsRestartedIsReadAgain() throws Exception {
        var pipe = pipe();
        try (var watch = watch()) {
            watch.start(pipe.toString());
            assertThat(watch.state().phase()).isEqualTo(Phase.WAITING);
            for (int writer = 1; writer <= 2; writer++) {
                try (var out = Files.newOutputStream(pipe)) {
                    packets(out, 5);
                }
                assertThat(read.poll(PATIENCE_MS, TimeUnit.MILLISECONDS)).isEqualTo(5);
                assertThat(watch.state().packets()).isEqualTo(writer * 5L);
            }
            assertThat(broken).isEmpty();
            Files.newOutputStream(pipe).close();
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void whatBrokeAPipeIsStillSeenWhenTheNextWriterHasCome() throws Exception {
        var pipe = pipe();
        try (var watch = watch()) {
            watch.start(pipe.toString());
            try (var out = Files.newOutputStream(pipe)) {
                packets(out, 4);
                out.write(new byte[] {1, 2, 3});
            }
            assertThat(read.poll(PATIENCE_MS, TimeUnit.MILLISECONDS)).isEqualTo(4);
            assertThat(broken.poll(PATIENCE_MS, TimeUnit.MILLISECONDS)).endsWith(", after 4 packets");
            try (var out = Files.newOutputStream(pipe)) {
                packets(out, 2);
            }
            assertThat(read.poll(PATIENCE_MS, TimeUnit.MILLISECONDS)).isEqualTo(2);
            assertThat(watch.state().packets()).isEqualTo(6);
            assertThat(watch.state().trouble()).isNull();
            var endings = watch.state().endings();
            var first = endings.getLast();
            assertThat(first.broken()).isTrue();
            assertThat(first.packets()).isEqualTo(4);
            assertThat(first.what())
                    .isEqualTo("the stream broke at byte 248: the file ends inside the header of a packet");
            assertThat(watch.state()
                            .json()
                            .path("endings")
                            .path(endings.size() - 1)
                            .path("packets")
                            .longValue())
                    .isEqualTo(4);
            Files.newOutputStream(pipe).close();
        }
    }

    /** The second was there before the first had gone: no end of the stream is ever seen between them. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aSecondWriterBehindTheFirstIsReadAsACaptureOfItsOwn() throws Exception {
        var pipe = pipe();
        try (var watch = watch()) {
            watch.start(pipe.toString());
            try (var first = Files.newOutputStream(pipe);
                    var second = Files.newOutputStream(pipe)) {
                packets(first, 3);
                packets(second, 5);
            }
            assertThat(read.poll(PATIENCE_MS, TimeUnit.MILLISECONDS)).isEqualTo(8);
            assertThat(broken).isEmpty();
            Files.newOutputStream(pipe).close();
        }
    }

    /** The second writer's clock is a quarter of an hour behind the first one's. */
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aRestartedSensorDoesNotMakeTheNodeForgetItsDevicesNorLearnABeaconAnew() throws Exception {
        var pipe = pipe();
        try (var watch = watch()) {
            watch.start(pipe.toString());
            write(
                    pipe,
                    new Packets()
                            .beacons(HUB, SERVICE, 1, 1_000_000)
                            .beacons(CAM, SERVICE, 3, 300_000_000)
                            .pass(LEARN));
            var met = watch.devices();
            assertThat(met).extracting(Device::address).containsExactly(CAM_ADDRESS, Address.parse(HUB));
            write(pipe, new Packets().beacons(CAM, SERVICE, 12, 30_000_000).beacons(CAM, C2, 9, 30_000_000));
            assertThat(findings.poll(PATIENCE_MS, TimeUnit.MILLISECONDS))
                    .extracting(Finding::kind, Finding::peers)
                    .containsExactly(Kind.BEACON, List.of(Address.parse(C2)));
            assertThat(findings).isEmpty();
            assertThat(watch.devices())
                    .extracting(Device::address, Device::learning)
                    .contains(tuple(CAM_ADDRESS, false), tuple(Address.parse(HUB), false));
        }
    }

    private void write(Path pipe, Packets packets) throws Exception {
        try (var out = Files.newOutputStream(pipe)) {
            packets.stream().transferTo(out);
        }
        assertThat(read.poll(PATIENCE_MS, TimeUnit.MILLISECONDS)).isPositive();
    }

    private Path pipe() throws IOException, InterruptedException {
        var pipe = folder.resolve("tap.pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        return pipe;
    }

    private Watch watch() {
        return new Watch(
                DetectionSettings.defaults().withLearn(LEARN),
                Watchlist.EMPTY,
                Clock.system(),
                streams(),
                new Lookout(),
                (finding, _) -> findings.add(finding),
                broken::add);
    }

    /** The tap counts its packets when a stream has come to its end. */
    private Meter streams() {
        return new Meter() {
            @Override
            public void count(String name, long delta) {
                read.add(delta);
            }

            @Override
            public void gauge(String name, double value) {}
        };
    }

    private static void packets(OutputStream out, int count) throws IOException {
        var writer = new PcapWriter(out, LinkType.RAW);
        for (int i = 0; i < count; i++) {
            writer.write(1_700_000_000_000_000_000L + i, new byte[40]);
        }
        out.flush();
    }
}
