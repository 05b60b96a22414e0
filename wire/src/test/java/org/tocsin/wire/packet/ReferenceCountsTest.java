package org.tocsin.wire.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tocsin.wire.Corpora;
import org.tocsin.wire.capture.Capture;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.capture.LinkType;

/** Counts of another decoder (tshark 4.0.17) are ours too: frames, bytes, TCP and UDP streams. */
final class ReferenceCountsTest {
    private static final Pattern LINE = Pattern.compile(
            "\"file\":\"([^\"]+)\",\"frames\":(\\d+),\"bytes\":(\\d+),\"tcp_streams\":(\\d+),\"udp_streams\":(\\d+)");

    /**
     * Differences on purpose: for us a UDP conversation is a pair of addresses and ports and nothing else. In these two
     * captures tshark numbers more of them than there are pairs, because its HART-IP and SNMP dissectors open conversations
     * of their own.
     */
    private static final Map<String, Long> UDP_PAIRS =
            Map.of("protocols/ndpi-hart_ip.pcap", 2L, "ddos/amp.UDP.snmp.src161.pcapng", 4214L);

    record Counts(long frames, long bytes, long tcp, long udp) {}

    record Conversation(long aHigh, long aLow, int aPort, long bHigh, long bLow, int bPort) {}

    static Stream<Map.Entry<String, Counts>> references() throws IOException {
        List<String> lines = Files.readAllLines(Corpora.captures().resolve("reference-counts.jsonl"));
        return lines.stream()
                .map(LINE::matcher)
                .peek(m -> assertThat(m.find()).isTrue())
                .filter(m -> !m.group(1).startsWith("zigbee/"))
                .map(m -> Map.entry(
                        m.group(1),
                        new Counts(number(m.group(2)), number(m.group(3)), number(m.group(4)), number(m.group(5)))));
    }

    @ParameterizedTest
    @MethodSource("references")
    void noPacketAndNoConversationIsLost(Map.Entry<String, Counts> reference) throws IOException {
        var theirs = reference.getValue();
        var expected = new Counts(
                theirs.frames, theirs.bytes, theirs.tcp, UDP_PAIRS.getOrDefault(reference.getKey(), theirs.udp));
        assertThat(count(Corpora.captures().resolve(reference.getKey()))).isEqualTo(expected);
    }

    private static long number(String text) {
        return Long.parseLong(text);
    }

    private static Counts count(Path file) throws IOException {
        var capture = Capture.of(Files.readAllBytes(file));
        var frame = new Frame();
        var packet = new Packet();
        var decoder = new Decoder();
        long frames = 0;
        long bytes = 0;
        var tcp = new TcpStreams();
        Set<Conversation> udp = new HashSet<>();
        while (capture.next(frame)) {
            decoder.decode(frame, packet);
            frames++;
            bytes += frame.wireLength();
            if (packet.protocol() == Packet.TCP) {
                tcp.add(packet);
            } else if (packet.protocol() == Packet.UDP) {
                udp.add(conversation(packet));
            } else if (packet.protocol() == Packet.ICMP) {
                quoted(packet, tcp, udp);
            }
        }
        assertThat(capture.damage()).isNull();
        return new Counts(frames, bytes, tcp.streams, udp.size());
    }

    /** tshark counts the packet that an ICMP error quotes as one of its conversation; ours does not outside this test. */
    private static void quoted(Packet error, TcpStreams tcp, Set<Conversation> udp) {
        boolean quotes = error.icmpType() == 3 || error.icmpType() == 11 || error.icmpType() == 5;
        if (!quotes || error.payloadCaptured() < 28 || error.bytes()[error.payload()] >> 4 != 4) {
            return;
        }
        // A quote holds eight bytes of transport header at least: enough for UDP, while TCP is counted only when whole.
        var padded = Arrays.copyOf(
                Arrays.copyOfRange(error.bytes(), error.payload(), error.payload() + error.payloadCaptured()), 120);
        int protocol = padded[9];
        int header = (padded[0] & 15) * 4;
        padded[2] = 0;
        padded[3] = (byte) padded.length;
        if (protocol == Packet.TCP && error.payloadCaptured() < header + 20) {
            return;
        }
        var frame = new Frame();
        frame.show(padded, 0, padded.length, padded.length, 0, LinkType.RAW, 1, 0);
        var packet = new Packet();
        new Decoder().decode(frame, packet);
        if (protocol == Packet.TCP) {
            tcp.add(packet);
        } else if (protocol == Packet.UDP) {
            udp.add(conversation(packet));
        }
    }

    private static Conversation conversation(Packet p) {
        boolean ordered = Long.compareUnsigned(p.sourceHigh(), p.targetHigh()) < 0
                || (p.sourceHigh() == p.targetHigh()
                        && (Long.compareUnsigned(p.sourceLow(), p.targetLow()) < 0
                                || (p.sourceLow() == p.targetLow() && p.sourcePort() <= p.targetPort())));
        return ordered
                ? new Conversation(
                        p.sourceHigh(), p.sourceLow(), p.sourcePort(), p.targetHigh(), p.targetLow(), p.targetPort())
                : new Conversation(
                        p.targetHigh(), p.targetLow(), p.targetPort(), p.sourceHigh(), p.sourceLow(), p.sourcePort());
    }

    /** A SYN with another initial sequence number on known ports begins a new stream: tshark's rule. */
    private static final class TcpStreams {
        private record Side(Conversation conversation, long high, long low, int port) {}

        private final Map<Conversation, Integer> known = new HashMap<>();
        private final Map<Side, Integer> bases = new HashMap<>();
        private long streams;

        void add(Packet p) {
            var key = conversation(p);
            var from = new Side(key, p.sourceHigh(), p.sourceLow(), p.sourcePort());
            var to = new Side(key, p.targetHigh(), p.targetLow(), p.targetPort());
            boolean opening = (p.flags() & (Packet.SYN | Packet.ACK)) == Packet.SYN;
            var base = bases.get(from);
            if (known.put(key, 1) == null) {
                streams++;
            } else if (opening && base != null && base != p.sequence()) {
                streams++;
                bases.remove(from);
                bases.remove(to);
            }
            bases.putIfAbsent(from, p.has(Packet.SYN) ? p.sequence() : p.sequence() - 1);
            if (p.has(Packet.ACK)) {
                bases.putIfAbsent(to, p.acknowledgement() - 1);
            }
        }
    }
}
