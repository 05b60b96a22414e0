package org.tocsin.lab.count;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tocsin.wire.packet.Packet;

/** TCP streams. A SYN with another initial sequence number on known ports begins a new one: tshark's rule. */
final class TcpStreams {
    private final Set<Conversation> known = new HashSet<>();
    private final Map<Side, Integer> bases = new HashMap<>();
    private long streams;

    private record Side(Conversation conversation, long high, long low, int port) {}

    void add(Packet p) {
        var key = Conversation.of(p);
        var from = new Side(key, p.sourceHigh(), p.sourceLow(), p.sourcePort());
        var to = new Side(key, p.targetHigh(), p.targetLow(), p.targetPort());
        boolean opening = (p.flags() & (Packet.SYN | Packet.ACK)) == Packet.SYN;
        var base = bases.get(from);
        if (known.add(key)) {
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

    long streams() {
        return streams;
    }
}
