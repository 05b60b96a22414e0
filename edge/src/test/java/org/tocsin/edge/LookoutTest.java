package org.tocsin.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.detection.Watchlist;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Meter;
import org.tocsin.kernel.Rejection;
import org.tocsin.wire.capture.LinkType;
import org.tocsin.wire.capture.PcapWriter;
import org.tocsin.wire.packet.Packet;

final class LookoutTest {
    private final Lookout lookout = new Lookout();

    @Test
    void allOfAThousandSourcesAreFoundAndNoOthers() {
        var sources = new ArrayList<Address>();
        IntStream.range(0, 500).forEach(i -> sources.add(Address.v4(0xCB007100 + i)));
        IntStream.range(0, 500).forEach(i -> sources.add(Address.parse("2001:db8:" + Integer.toHexString(i) + "::7")));
        lookout.lookFor(sources);
        sources.forEach(source -> assertThat(lookout.lastTry(source)).isEmpty());
        assertThat(lookout.lastTry(Address.parse("192.0.2.1"))).isEmpty();
    }

    @Test
    void moreThanAThousandAreRefused() {
        var sources = IntStream.range(0, 1_001).mapToObj(Address::v4).toList();
        assertThatThrownBy(() -> lookout.lookFor(sources))
                .isInstanceOfSatisfying(
                        Rejection.class, r -> assertThat(r.code()).isEqualTo("edge.lookout"));
    }

    @Test
    void firstPacketsAndUdpOfASourceAreTriesAndNothingElseIs() throws Exception {
        var syn = Address.parse("203.0.113.1");
        var answer = Address.parse("203.0.113.2");
        var udp = Address.parse("203.0.113.3");
        var ping = Address.parse("203.0.113.4");
        var other = Address.parse("203.0.113.5");
        lookout.lookFor(List.of(syn, answer, udp, ping));
        var capture = new ByteArrayOutputStream();
        var writer = new PcapWriter(capture, LinkType.RAW);
        writer.write(1, packet(syn, Packet.TCP, Packet.SYN));
        writer.write(2, packet(answer, Packet.TCP, Packet.SYN | Packet.ACK));
        writer.write(3, packet(udp, Packet.UDP, 0));
        writer.write(4, packet(ping, Packet.ICMP, 0));
        writer.write(5, packet(other, Packet.TCP, Packet.SYN));
        try (var tap = Tap.start(
                "test",
                new ByteArrayInputStream(capture.toByteArray()),
                DetectionSettings.defaults(),
                Watchlist.EMPTY,
                Clock.system(),
                Meter.none(),
                lookout,
                (_, _) -> {})) {
            tap.join();
        }
        assertThat(lookout.lastTry(syn)).isPresent();
        assertThat(lookout.lastTry(udp)).isPresent();
        assertThat(lookout.lastTry(answer)).isEmpty();
        assertThat(lookout.lastTry(ping)).isEmpty();
        assertThat(lookout.lastTry(other)).isEmpty();
        lookout.lookFor(List.of(other, syn));
        assertThat(lookout.lastTry(syn)).as("kept while it is looked for").isPresent();
    }

    /** RFC 791 and 9293 headers without checksums. */
    private static byte[] packet(Address source, int protocol, int flags) {
        var bytes = new byte[40];
        bytes[0] = 0x45;
        bytes[3] = 40;
        bytes[8] = 64;
        bytes[9] = (byte) protocol;
        System.arraycopy(source.toArray(), 0, bytes, 12, 4);
        System.arraycopy(new byte[] {(byte) 192, (byte) 168, 1, 2}, 0, bytes, 16, 4);
        bytes[25] = 20;
        bytes[32] = 0x50;
        bytes[33] = (byte) flags;
        return bytes;
    }

    @Test
    void nobodyIsLookedForAfterTheLastIsTakenBack() {
        lookout.lookFor(List.of(Address.parse("203.0.113.7")));
        lookout.lookFor(List.of());
        assertThat(lookout.lastTry(Address.parse("203.0.113.7"))).isEmpty();
    }
}
