package org.tocsin.lab.count;

import org.tocsin.wire.packet.Packet;

/** A pair of addresses and ports, the lower one first. */
record Conversation(long aHigh, long aLow, int aPort, long bHigh, long bLow, int bPort) {
    static Conversation of(Packet p) {
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
}
