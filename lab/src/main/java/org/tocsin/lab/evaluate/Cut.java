package org.tocsin.lab.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tocsin.kernel.Bytes;
import org.tocsin.wire.capture.Capture;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.packet.Decoder;
import org.tocsin.wire.packet.Packet;

/**
 * An attack cut out of its capture: what the attacker sent and what came back, IPv4 only.
 *
 * @param name of the capture
 */
record Cut(String name, List<Piece> pieces) {
    Cut {
        pieces = List.copyOf(pieces);
    }

    /**
     * One frame, as Ethernet.
     *
     * @param after nanoseconds since the attack's first
     * @param sent by the attacker; else to it
     */
    record Piece(long after, boolean sent, Bytes bytes, int wireLength) {}

    /** @param label names the attacker; without one nothing can be cut */
    static Cut of(String name, byte[] capture, Label label) {
        var attacker = label.attacker().orElseThrow();
        var pieces = new ArrayList<Piece>();
        var frame = new Frame();
        var packet = new Packet();
        var decoder = new Decoder();
        var ethernet = new EthernetFrame();
        long first = -1;
        long begun = -1;
        for (var frames = Capture.of(capture); frames.next(frame); ) {
            decoder.decode(frame, packet);
            first = first < 0 ? packet.time() : first;
            double second = (packet.time() - first) / 1e9;
            boolean sent = label.isAttack(packet, second);
            boolean back = packet.isIp()
                    && second >= label.from()
                    && attacker.equals(packet.target())
                    && (label.ports().isEmpty() || label.ports().contains(packet.sourcePort()));
            if (packet.version() == 4 && packet.vlan() < 0 && (sent || back) && ethernet.take(frame)) {
                begun = begun < 0 ? packet.time() : begun;
                var bytes = Bytes.owning(Arrays.copyOf(ethernet.bytes(), ethernet.captured()));
                pieces.add(new Piece(packet.time() - begun, sent, bytes, ethernet.wireLength()));
            }
        }
        return new Cut(name, pieces);
    }

    /** How long it lasts, nanoseconds. */
    long length() {
        return pieces.isEmpty() ? 0 : pieces.getLast().after();
    }
}
