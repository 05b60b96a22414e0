package org.tocsin.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.detection.Watchlist;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Meter;
import org.tocsin.wire.capture.LinkType;
import org.tocsin.wire.capture.PcapWriter;

final class TapTest {
    @Test
    void whatIsNotACaptureEndsTheTapByName() throws Exception {
        try (var tap = tap(new byte[] {1, 2, 3, 4, 5, 6, 7, 8})) {
            tap.join();
            assertThat(tap.trouble()).startsWith("capture.format");
        }
    }

    @Test
    void aStreamThatBreaksInTheMiddleOfAPacketIsSaid() throws Exception {
        var out = new ByteArrayOutputStream();
        new PcapWriter(out, LinkType.ETHERNET).write(1, new byte[60]);
        var bytes = out.toByteArray();
        try (var tap = tap(Arrays.copyOf(bytes, bytes.length - 10))) {
            tap.join();
            assertThat(tap.trouble()).contains("broke at byte 24");
        }
    }

    @Test
    void aTapThatIsClosedDoesNotComplain() throws Exception {
        try (var out = new PipedOutputStream()) {
            var tap = start(new PipedInputStream(out));
            var _ = new PcapWriter(out, LinkType.ETHERNET);
            tap.close();
            tap.join();
            assertThat(tap.alive()).isFalse();
            assertThat(tap.trouble()).isNull();
        }
    }

    @Test
    void aListenerThatThrowsDoesNotEndTheTap() throws Exception {
        var told = new AtomicInteger();
        var in = new ByteArrayInputStream(scans("192.0.2.1", "192.0.2.2", "192.0.2.3"));
        Tap.Findings broken = (_, _) -> {
            told.incrementAndGet();
            throw new IllegalStateException("the disk is gone");
        };
        try (var tap = Tap.start(
                "test",
                in,
                DetectionSettings.defaults(),
                Watchlist.EMPTY,
                Clock.system(),
                Meter.none(),
                new Lookout(),
                broken)) {
            tap.join();
            assertThat(tap.trouble()).isNull();
            assertThat(told).hasValueGreaterThan(1);
        }
    }

    /** Each source asks 60 hosts for telnet, 20 ms apart; nobody answers. */
    private static byte[] scans(String... sources) throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = new PcapWriter(out, LinkType.RAW);
        long at = 1_700_000_000_000_000_000L;
        for (var source : sources) {
            for (int host = 1; host <= 60; host++) {
                at += 20_000_000;
                writer.write(
                        at,
                        syn(
                                Address.parse(source).v4Bits(),
                                Address.parse("10.0.0." + host).v4Bits(),
                                host));
            }
        }
        return out.toByteArray();
    }

    private static byte[] syn(int from, int to, int host) {
        var ip = ByteBuffer.allocate(40);
        ip.putInt(0x4500_0028).putInt(0x4000).putInt(0x4006_0000).putInt(from).putInt(to);
        ip.putShort((short) (40_000 + host)).putShort((short) 23).putInt(1_000).putInt(0);
        ip.putInt(0x5002_2000).putInt(0);
        return ip.array();
    }

    private static Tap tap(byte[] bytes) {
        return start(new ByteArrayInputStream(bytes));
    }

    private static Tap start(InputStream in) {
        return Tap.start(
                "test",
                in,
                DetectionSettings.defaults(),
                Watchlist.EMPTY,
                Clock.system(),
                Meter.none(),
                new Lookout(),
                (_, _) -> {});
    }

    @Test
    void nothingIsReadFromAnEmptyStream() throws IOException, InterruptedException {
        try (var tap = tap(new byte[0])) {
            tap.join();
            assertThat(tap.trouble()).startsWith("capture.empty");
        }
    }
}
