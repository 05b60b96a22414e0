package org.tocsin.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Rejection;
import org.tocsin.lab.bench.Corpora;
import org.tocsin.wire.capture.Capture;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.capture.LinkType;
import org.tocsin.wire.capture.PcapWriter;
import org.tocsin.wire.packet.Decoder;
import org.tocsin.wire.packet.Packet;

final class TrafficMixTest {
    private static final long HOUR = 3_600_000_000_000L;
    /** RFC 1071's favourite: an IPv4 header whose checksum is known to be right, and a datagram under it. */
    private static final byte[] DATAGRAM =
            HexFormat.of().parseHex("4500002000000000401100000a0000010a0000020035003500" + "0c00000a0b0c0d");

    @Test
    void noLoopRepeatsAFlowOfTheOneBefore() throws IOException {
        var flows = new HashSet<String>();
        var packets = packets(new TrafficMix(List.of(capture(LinkType.RAW, 0)), 7));
        packets.forEach(p -> flows.add(p.source() + ">" + p.target()));
        assertThat(packets).hasSize(7);
        assertThat(flows).hasSize(7).allSatisfy(flow -> assertThat(flow).startsWith("10.0."));
    }

    @Test
    void aRightChecksumStaysRightInEveryLoop() throws IOException {
        for (var p : packets(new TrafficMix(List.of(capture(LinkType.RAW, 0)), 7))) {
            assertThat(sum(p, p.transport() - 20, 20, 0)).as("header").isZero();
            long pseudo = Packet.UDP + p.transportLength() + words(p, p.transport() - 8, 8);
            assertThat(sum(p, p.transport(), p.transportLength(), pseudo))
                    .as("datagram")
                    .isZero();
        }
    }

    @Test
    void aGapOfYearsBetweenCapturesIsAnHour() throws IOException {
        var packets = packets(new TrafficMix(
                List.of(capture(LinkType.RAW, 500_000_000_000_000_000L), capture(LinkType.RAW, 1_000_000_000)), 1));
        assertThat(packets.get(1).time() - packets.get(0).time()).isEqualTo(HOUR);
    }

    @Test
    void aCookedCaptureIsEthernetInTheMix() throws IOException {
        var cooked = HexFormat.of()
                .parseHex(
                        "0000000100060203040506070000" + "0800" + HexFormat.of().formatHex(DATAGRAM));
        var packet = packets(new TrafficMix(List.of(capture(LinkType.LINUX_SLL, 0, cooked)), 1))
                .getFirst();
        assertThat(Packet.mac(packet.sourceMac())).isEqualTo("02:03:04:05:06:07");
        assertThat(packet.source()).hasToString("10.0.0.1");
    }

    @Test
    void aFolderWithoutItsGroupsIsRefusedByName(@TempDir Path folder) {
        assertThatThrownBy(() -> TrafficMix.b(folder)).isInstanceOfSatisfying(Rejection.class, r -> assertThat(r.code())
                .isEqualTo("lab.mix"));
    }

    @Test
    void theMixIsTheOneThatOtherEnginesWereMeasuredOn() {
        assumeTrue(Corpora.captures().isPresent(), "no corpora; name their folder in TOCSIN_CORPORA");
        var size = TrafficMix.b(Corpora.captures().orElseThrow()).size();
        assertThat(size.packets()).isEqualTo(1_566_782);
        assertThat(size.skipped()).isZero();
        assertThat(size.wireBytes() / size.packets()).isBetween(164L, 167L);
    }

    @Test
    void aHostileFrameIsMixedAsItIs() throws IOException {
        var random = new Random(4);
        for (int i = 0; i < 2_000; i++) {
            var frame = new byte[random.nextInt(60)];
            random.nextBytes(frame);
            if (frame.length > 20) {
                frame[12] = (byte) (i % 2 == 0 ? 0x08 : 0x81);
                frame[13] = (byte) (i % 4 == 0 ? 0x06 : 0);
                frame[14] = 0x45;
            }
            assertThat(packets(new TrafficMix(List.of(capture(LinkType.ETHERNET, 0, frame)), 2)))
                    .hasSize(2);
        }
    }

    private static byte[] capture(int link, long nanos) throws IOException {
        var datagram = DATAGRAM.clone();
        put(datagram, 10, sumOf(datagram, 0, 20, 0));
        put(datagram, 26, sumOf(datagram, 20, 12, Packet.UDP + 12 + wordsOf(datagram, 12, 8)));
        return capture(link, nanos, datagram);
    }

    private static byte[] capture(int link, long nanos, byte[] frame) throws IOException {
        var out = new ByteArrayOutputStream();
        new PcapWriter(out, link).write(nanos, frame);
        return out.toByteArray();
    }

    private static void put(byte[] b, int at, long value) {
        ByteBuffer.wrap(b).putShort(at, (short) value);
    }

    private static List<Packet> packets(TrafficMix mix) throws IOException {
        var out = new ByteArrayOutputStream();
        var size = mix.write(out);
        assertThat(size.fileBytes()).isEqualTo(out.size());
        var capture = Capture.of(out.toByteArray());
        var packets = new ArrayList<Packet>();
        var frame = new Frame();
        while (capture.next(frame)) {
            var packet = new Packet();
            new Decoder().decode(frame, packet);
            packets.add(packet);
        }
        return packets;
    }

    private static long words(Packet p, int at, int size) {
        return wordsOf(p.bytes(), at, size);
    }

    private static long sum(Packet p, int at, int size, long more) {
        return sumOf(p.bytes(), at, size, more);
    }

    private static long wordsOf(byte[] b, int at, int size) {
        long sum = 0;
        for (int i = at; i < at + size; i += 2) {
            sum += ByteBuffer.wrap(b).getShort(i) & 0xffff;
        }
        return sum;
    }

    /** RFC 1071. */
    private static long sumOf(byte[] b, int at, int size, long more) {
        long sum = wordsOf(b, at, size) + more;
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return ~sum & 0xffff;
    }
}
