package org.tocsin.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tocsin.detection.DetectionSettings;
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

    private static Tap tap(byte[] bytes) {
        return start(new ByteArrayInputStream(bytes));
    }

    private static Tap start(InputStream in) {
        return Tap.start(
                "test", in, DetectionSettings.defaults(), Clock.system(), Meter.none(), new Lookout(), (_, _) -> {});
    }

    @Test
    void nothingIsReadFromAnEmptyStream() throws IOException, InterruptedException {
        try (var tap = tap(new byte[0])) {
            tap.join();
            assertThat(tap.trouble()).startsWith("capture.");
        }
    }
}
