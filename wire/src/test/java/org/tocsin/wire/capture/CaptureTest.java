package org.tocsin.wire.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.kernel.Rejection;

final class CaptureTest {
    private static final byte[] FRAME = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14};

    @ParameterizedTest
    @CsvSource({
        "BIG_ENDIAN, a1b2c3d4, 7, 5000007000", "LITTLE_ENDIAN, a1b2c3d4, 7, 5000007000",
        "BIG_ENDIAN, a1b23c4d, 7, 5000000007", "LITTLE_ENDIAN, a1b23c4d, 7, 5000000007"
    })
    void noByteOrderAndNoResolutionIsMisread(String order, String magic, int fraction, long nanos) {
        var bytes = ByteBuffer.allocate(24 + 16 + FRAME.length)
                .order(order.startsWith("BIG") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(Integer.parseUnsignedInt(magic, 16)).putShort((short) 2).putShort((short) 4);
        bytes.putLong(0).putInt(65535).putInt(1);
        bytes.putInt(5).putInt(fraction).putInt(FRAME.length).putInt(1500).put(FRAME);
        var frame = new Frame();
        assertThat(Capture.of(bytes.array()).next(frame)).isTrue();
        assertThat(frame.time()).isEqualTo(nanos);
        assertThat(frame.captured()).isEqualTo(FRAME.length);
        assertThat(frame.wireLength()).isEqualTo(1500);
        assertThat(frame.position()).isEqualTo(24);
    }

    @Test
    void aFrameOfALivePipeIsOutBeforeTheNextIsIn() throws IOException {
        var pipe = new PipedInputStream(1 << 16);
        var out = new PipedOutputStream(pipe);
        var writer = new PcapWriter(out, LinkType.ETHERNET);
        var capture = Capture.of(pipe);
        var frame = new Frame();
        for (int i = 1; i <= 3; i++) {
            writer.write(i, FRAME);
            assertThat(capture.next(frame)).isTrue();
            assertThat(frame.number()).isEqualTo(i);
            assertThat(frame.time()).isEqualTo(i);
        }
    }

    @Test
    void aTrickleOfSingleBytesIsTheSameCapture() throws IOException {
        assertThat(numbers(Capture.of(trickle(pcap(5))))).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aCutFileKeepsTheFramesBeforeTheCutAndNamesTheOffset() throws IOException {
        var whole = pcap(3);
        for (int length = 24; length < whole.length; length++) {
            var cut = java.util.Arrays.copyOf(whole, length);
            var capture = Capture.of(cut);
            int frames = numbers(capture).size();
            assertThat(frames).isEqualTo((length - 24) / (16 + FRAME.length));
            boolean between = (length - 24) % (16 + FRAME.length) == 0;
            assertThat(capture.damage() == null).isEqualTo(between);
            var damage = capture.damage();
            if (damage != null) {
                assertThat(damage.offset()).isEqualTo(24L + frames * (16L + FRAME.length));
            }
        }
    }

    /** Two writers of one pipe, back to back: the reader never saw the first one go. */
    @Test
    void theNextWritersHeaderIsNoPacket() throws IOException {
        var both = new ByteArrayOutputStream();
        both.write(pcap(3));
        both.write(pcap(0));
        var swapped = ByteBuffer.allocate(24 + 16 + FRAME.length).order(ByteOrder.LITTLE_ENDIAN);
        swapped.putInt(0xa1b2c3d4).putShort((short) 2).putShort((short) 4).putLong(0);
        swapped.putInt(65535).putInt(LinkType.RAW).putInt(5).putInt(7);
        swapped.putInt(FRAME.length).putInt(FRAME.length).put(FRAME);
        both.write(swapped.array());
        var capture = Capture.of(trickle(both.toByteArray()));
        var frame = new Frame();
        for (int i = 1; i <= 4; i++) {
            assertThat(capture.next(frame)).isTrue();
            assertThat(frame.number()).isEqualTo(i);
            assertThat(frame.captured()).isEqualTo(FRAME.length);
        }
        assertThat(frame.time()).isEqualTo(5_000_007_000L);
        assertThat(frame.link()).isEqualTo(LinkType.RAW);
        assertThat(capture.next(frame)).isFalse();
        assertThat(capture.damage()).isNull();
    }

    @Test
    void aSecondCaptureThatCannotBeReadIsDamageAtItsFirstByte() throws IOException {
        var both = new ByteArrayOutputStream();
        both.write(pcap(1));
        var other = pcap(1);
        ByteBuffer.wrap(other).putInt(20, 65_000);
        both.write(other);
        var capture = Capture.of(both.toByteArray());
        assertThat(numbers(capture)).containsExactly(1L);
        assertThat(capture.damage()).isNotNull().satisfies(damage -> {
            assertThat(damage.offset()).isEqualTo(24 + 16 + FRAME.length);
            assertThat(damage.what()).startsWith("another capture begins, and is refused: ");
        });
    }

    @Test
    void aCompressedCaptureIsNamedWithTheWayToReadIt() {
        assertThatThrownBy(() -> Capture.of(new byte[] {0x1f, (byte) 0x8b, 8, 8, 0, 0, 0, 0}))
                .hasMessageStartingWith("capture.format: ")
                .hasMessageContaining("gzip -dc FILE | tocsin watch -");
    }

    @Test
    void aLyingLengthIsDamageAndNotAnAllocation() throws IOException {
        var bytes = pcap(2);
        ByteBuffer.wrap(bytes).putInt(24 + 16 + FRAME.length + 8, Integer.MAX_VALUE);
        var capture = Capture.of(bytes);
        assertThat(numbers(capture)).containsExactly(1L);
        assertThat(capture.damage())
                .isNotNull()
                .extracting(Damage::what)
                .asString()
                .contains("2147483647");
    }

    @Test
    void aBrokenStreamIsDamageWithItsReason() throws IOException {
        var first = new ByteArrayInputStream(pcap(1));
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the cable is out");
            }

            @Override
            public int read(byte[] to, int at, int size) throws IOException {
                int got = first.read(to, at, size);
                if (got < 0) {
                    throw new IOException("the cable is out");
                }
                return got;
            }
        };
        var capture = Capture.of(broken);
        assertThat(numbers(capture)).containsExactly(1L);
        assertThat(capture.damage())
                .isNotNull()
                .extracting(Damage::what)
                .asString()
                .contains("the cable is out");
    }

    @Test
    void aCaptureWithoutOneByteIsRefusedByName() {
        assertThatThrownBy(() -> Capture.of(new byte[0]))
                .isInstanceOfSatisfying(
                        Rejection.class, r -> assertThat(r.code()).isEqualTo("capture.empty"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "#Format=4", "GIF89a and more bytes than a header of 24"})
    void whatIsNoCaptureIsRefusedByName(String text) {
        assertThatThrownBy(() -> Capture.of(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                .isInstanceOfSatisfying(
                        Rejection.class, r -> assertThat(r.code()).isEqualTo("capture.format"));
    }

    @Test
    void aLinkTypeThatIsNotCoveredIsRefusedByName() throws IOException {
        var out = new ByteArrayOutputStream();
        new PcapWriter(out, 195).write(0, FRAME);
        assertThatThrownBy(() -> Capture.of(out.toByteArray()))
                .isInstanceOfSatisfying(
                        Rejection.class, r -> assertThat(r.code()).isEqualTo("capture.link-type"));
    }

    @Test
    void interfacesOfOneFileKeepTheirOwnClocks() {
        var ng = new Pcapng()
                .section()
                .face(1, -1, 0)
                .face(1, 9, 0)
                .face(1, 0x80 | 10, 0)
                .face(1, 3, 100)
                .packet(0, 2_000_000, FRAME)
                .packet(1, 2_000_000_000, FRAME)
                .packet(2, 2048 + 512, FRAME)
                .packet(3, 2_000, FRAME);
        var capture = Capture.of(ng.bytes());
        var frame = new Frame();
        List<Long> times = new ArrayList<>();
        while (capture.next(frame)) {
            times.add(frame.time());
        }
        assertThat(capture.damage()).isNull();
        assertThat(times).containsExactly(2_000_000_000L, 2_000_000_000L, 2_500_000_000L, 102_000_000_000L);
    }

    @Test
    void aForeignInterfaceDoesNotHideTheOthers() {
        var ng = new Pcapng()
                .section()
                .face(195, -1, 0)
                .face(1, -1, 0)
                .packet(0, 1, FRAME)
                .packet(1, 2, FRAME);
        var capture = Capture.of(ng.bytes());
        assertThat(numbers(capture)).containsExactly(1L);
        assertThat(capture.skipped()).isEqualTo(1);
    }

    @Test
    void aFileOfForeignInterfacesOnlyIsRefusedByName() {
        var capture = Capture.of(
                new Pcapng().section().face(195, -1, 0).packet(0, 1, FRAME).bytes());
        assertThatThrownBy(() -> capture.next(new Frame())).hasMessageContaining("capture.link-type");
    }

    @Test
    void aPacketOfNoInterfaceIsDamage() {
        var capture = Capture.of(
                new Pcapng().section().face(1, -1, 0).packet(7, 1, FRAME).bytes());
        assertThat(numbers(capture)).isEmpty();
        assertThat(capture.damage()).isNotNull();
    }

    @Test
    void aLivePcapngFrameIsOutBeforeItsBlockEnds() {
        var whole = new Pcapng().section().face(1, -1, 0).packet(0, 1, FRAME).bytes();
        var capture = Capture.of(new Stalling(whole, whole.length - 4));
        assertThat(capture.next(new Frame())).isTrue();
    }

    @FuzzTest
    void hostileBytesEndInFramesDamageOrARefusal(byte[] data) {
        try {
            var capture = Capture.of(data);
            var frame = new Frame();
            while (capture.next(frame)) {
                assertThat(frame.offset() + frame.captured()).isLessThanOrEqualTo(data.length);
            }
        } catch (Rejection refused) {
            assertThat(refused.code()).startsWith("capture.");
        }
    }

    private static byte[] pcap(int frames) throws IOException {
        var out = new ByteArrayOutputStream();
        var writer = new PcapWriter(out, LinkType.ETHERNET);
        for (int i = 0; i < frames; i++) {
            writer.write(i, FRAME);
        }
        return out.toByteArray();
    }

    private static List<Long> numbers(Capture capture) {
        var frame = new Frame();
        List<Long> numbers = new ArrayList<>();
        while (capture.next(frame)) {
            numbers.add(frame.number());
        }
        return numbers;
    }

    private static InputStream trickle(byte[] bytes) {
        var in = new ByteArrayInputStream(bytes);
        return new InputStream() {
            @Override
            public int read() {
                return in.read();
            }

            @Override
            public int read(byte[] to, int at, int size) {
                return in.read(to, at, 1);
            }
        };
    }

    /** Fails the test if it is asked for more than is there, as a live pipe would block. */
    private static final class Stalling extends InputStream {
        private final byte[] bytes;
        private final int end;
        private int at;

        Stalling(byte[] bytes, int end) {
            this.bytes = bytes;
            this.end = end;
        }

        @Override
        public int read() {
            throw new AssertionError("read past what is there");
        }

        @Override
        public int read(byte[] to, int from, int size) {
            if (at == end) {
                throw new AssertionError("waits for bytes that the frame does not need");
            }
            int got = Math.min(size, end - at);
            System.arraycopy(bytes, at, to, from, got);
            at += got;
            return got;
        }
    }
}
