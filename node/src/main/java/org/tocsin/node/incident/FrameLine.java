package org.tocsin.node.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.tocsin.kernel.Address;
import org.tocsin.platform.json.Json;
import org.tocsin.wire.capture.Capture;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.packet.Decoder;
import org.tocsin.wire.packet.Packet;
import tools.jackson.databind.JsonNode;

/**
 * A kept packet on one line: who to whom, and what the headers say. What was said stands in the file only.
 *
 * @param length bytes on the wire
 */
public record FrameLine(Instant at, String from, String to, String what, int length) {
    private static final long SECOND = 1_000_000_000L;

    /** The packets of a capture file, in their order. */
    static List<FrameLine> of(byte[] pcap) {
        var lines = new ArrayList<FrameLine>();
        var capture = Capture.of(pcap);
        var frame = new Frame();
        var packet = new Packet();
        var decoder = new Decoder();
        while (capture.next(frame)) {
            decoder.decode(frame, packet);
            lines.add(of(packet));
        }
        return lines;
    }

    private static FrameLine of(Packet packet) {
        var at = Instant.ofEpochSecond(Math.floorDiv(packet.time(), SECOND), Math.floorMod(packet.time(), SECOND));
        boolean ports = packet.protocol() == Packet.TCP || packet.protocol() == Packet.UDP;
        boolean addressed = packet.isIp() || packet.isArp();
        return new FrameLine(
                at,
                addressed ? end(packet.source(), ports ? packet.sourcePort() : 0) : mac(packet.sourceMac()),
                addressed ? end(packet.target(), ports ? packet.targetPort() : 0) : mac(packet.targetMac()),
                what(packet),
                packet.wireLength());
    }

    private static String end(Address address, int port) {
        if (port == 0) {
            return address.toString();
        }
        return (address.isV4() ? address.toString() : "[" + address + "]") + ":" + port;
    }

    private static String mac(long mac) {
        return mac == Packet.NO_MAC ? "" : Packet.mac(mac);
    }

    private static String what(Packet packet) {
        return switch (packet.protocol()) {
            case Packet.TCP -> "TCP" + flags(packet) + payload(packet);
            case Packet.UDP -> "UDP" + payload(packet);
            case Packet.ICMP, Packet.ICMPV6 -> "ICMP type " + packet.icmpType();
            default ->
                packet.isArp()
                        ? packet.arpOperation() == 1 ? "ARP request" : "ARP reply"
                        : packet.isIp() ? "IP, no header to be read" : "no IP";
        };
    }

    private static String flags(Packet packet) {
        return flag(packet, Packet.SYN, " SYN")
                + flag(packet, Packet.FIN, " FIN")
                + flag(packet, Packet.RST, " RST")
                + flag(packet, Packet.PSH, " PSH")
                + flag(packet, Packet.ACK, " ACK");
    }

    private static String flag(Packet packet, int flag, String word) {
        return packet.has(flag) ? word : "";
    }

    private static String payload(Packet packet) {
        return packet.payloadLength() == 0 ? "" : ", " + packet.payloadLength() + " bytes";
    }

    public JsonNode json() {
        return Json.object()
                .put("time", at.toString())
                .put("from", from)
                .put("to", to)
                .put("what", what)
                .put("length", length);
    }
}
