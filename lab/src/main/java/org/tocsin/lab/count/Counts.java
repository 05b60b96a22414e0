package org.tocsin.lab.count;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tocsin.wire.capture.Capture;
import org.tocsin.wire.capture.Damage;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.capture.LinkType;
import org.tocsin.wire.packet.Decoder;
import org.tocsin.wire.packet.Packet;

/**
 * What a capture holds, counted by tshark's rules so that the two can be compared.
 *
 * @param bytes of all frames as they were on the wire
 * @param tcp streams: a SYN with another number on known ports begins a new one
 * @param udp pairs of addresses and ports
 * @param damage what ended the capture early, null if nothing did
 */
public record Counts(
        long frames,
        long bytes,
        long tcp,
        long udp,
        @Nullable Damage damage) {
    public static Counts of(byte[] file) {
        return new Counter().count(Capture.of(file));
    }

    private static final class Counter {
        private final Packet packet = new Packet();
        private final Decoder decoder = new Decoder();
        private final TcpStreams tcp = new TcpStreams();
        private final Set<Conversation> udp = new HashSet<>();

        Counts count(Capture capture) {
            var frame = new Frame();
            long frames = 0;
            long bytes = 0;
            while (capture.next(frame)) {
                decoder.decode(frame, packet);
                frames++;
                bytes += frame.wireLength();
                if (packet.protocol() == Packet.ICMP) {
                    quoted(packet);
                } else {
                    counted(packet);
                }
            }
            return new Counts(frames, bytes, tcp.streams(), udp.size(), capture.damage());
        }

        private void counted(Packet p) {
            if (p.protocol() == Packet.TCP) {
                tcp.add(p);
            } else if (p.protocol() == Packet.UDP) {
                udp.add(Conversation.of(p));
            }
        }

        /** tshark counts the packet that an ICMP error quotes as one of its conversation. Detection does not. */
        private void quoted(Packet error) {
            boolean quotes = error.icmpType() == 3 || error.icmpType() == 11 || error.icmpType() == 5;
            if (!quotes || error.payloadCaptured() < 28 || error.bytes()[error.payload()] >> 4 != 4) {
                return;
            }
            // A quote holds eight bytes of transport header at least: enough for UDP, while TCP is counted only when
            // whole.
            var padded = Arrays.copyOf(
                    Arrays.copyOfRange(error.bytes(), error.payload(), error.payload() + error.payloadCaptured()), 120);
            int header = (padded[0] & 15) * 4;
            padded[2] = 0;
            padded[3] = (byte) padded.length;
            if (padded[9] == Packet.TCP && error.payloadCaptured() < header + 20) {
                return;
            }
            var frame = new Frame();
            frame.show(padded, 0, padded.length, padded.length, 0, LinkType.RAW, 1, 0);
            var inner = new Packet();
            decoder.decode(frame, inner);
            counted(inner);
        }
    }
}
