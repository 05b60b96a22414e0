package org.tocsin.node.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.edge.Lookout;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Meter;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.watch.TapState.Phase;
import org.tocsin.wire.capture.LinkType;
import org.tocsin.wire.capture.PcapWriter;

final class WatchTest {
    private static final int PATIENCE_MS = 15_000;

    @TempDir
    Path folder;

    private final LinkedBlockingQueue<String> broken = new LinkedBlockingQueue<>();

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
        }
    }

    @Test
    void aFileThatIsReadToItsEndIsNoTrouble() throws Exception {
        var file = folder.resolve("short.pcap");
        try (var out = Files.newOutputStream(file)) {
            packets(out, 3);
        }
        try (var watch = watch()) {
            watch.start(file.toString());
            await(watch, Phase.ENDED);
            assertThat(watch.state().packets()).isEqualTo(3);
            assertThat(broken).isEmpty();
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aPipeWhoseWriterIsRestartedIsReadAgain() throws Exception {
        var pipe = folder.resolve("tap.pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        try (var watch = watch()) {
            watch.start(pipe.toString());
            assertThat(watch.state().phase()).isEqualTo(Phase.WAITING);
            for (int writer = 1; writer <= 2; writer++) {
                try (var out = Files.newOutputStream(pipe)) {
                    packets(out, 5);
                }
                awaitPackets(watch, writer * 5L);
            }
            assertThat(broken).isEmpty();
            Files.newOutputStream(pipe).close();
        }
    }

    private Watch watch() {
        return new Watch(
                DetectionSettings.defaults(), Clock.system(), Meter.none(), new Lookout(), (_, _) -> {}, broken::add);
    }

    private static void packets(OutputStream out, int count) throws IOException {
        var writer = new PcapWriter(out, LinkType.RAW);
        for (int i = 0; i < count; i++) {
            writer.write(1_700_000_000_000_000_000L + i, new byte[40]);
        }
        out.flush();
    }

    private static void await(Watch watch, Phase phase) throws InterruptedException {
        for (int waited = 0; watch.state().phase() != phase && waited < PATIENCE_MS; waited += 10) {
            Thread.sleep(10);
        }
        assertThat(watch.state().phase()).isEqualTo(phase);
    }

    private static void awaitPackets(Watch watch, long packets) throws InterruptedException {
        for (int waited = 0; watch.state().packets() < packets && waited < PATIENCE_MS; waited += 10) {
            Thread.sleep(10);
        }
        assertThat(watch.state().packets()).isEqualTo(packets);
    }
}
