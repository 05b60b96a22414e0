package org.tocsin.detection.detector;

import org.jspecify.annotations.Nullable;
import org.tocsin.detection.Kind;
import org.tocsin.detection.detector.Onslaught.Sort;
import org.tocsin.wire.packet.Packet;

/** Who pings, or asks for the hardware addresses of, many hosts. */
final class Sweeps {
    private final Cases<Echoes> echoes = new Cases<>(Echoes.class);
    private final Actors actors;
    private final Floods floods;
    private final ScanReport scans;

    Sweeps(Actors actors, Floods floods, ScanReport scans) {
        this.actors = actors;
        this.floods = floods;
        this.scans = scans;
    }

    /** An echo request. */
    void pinged(Packet p, Actor sender, long number, long now) {
        if (Networks.nobody(p)) {
            return;
        }
        floods.unanswered(Sort.DATAGRAM, p, sender, number, now);
        echoes.at(sender.key(), now, () -> new Echoes(sender.key())).asks(Mix.peer(p.targetHigh(), p.targetLow()), now);
        if (!sender.known.has(Mix.peer(p.targetHigh(), p.targetLow()))
                && sender.ping().asked(p.targetHigh(), p.targetLow(), now, number)) {
            scans.sweep(sender, sender.ping(), Kind.ICMP_SWEEP);
        }
    }

    /** An echo reply: whoever asked for it and has the answerer among its regular peers; null if nobody has. */
    @Nullable
    Actor replied(Packet p, long now) {
        var asked = actors.find(p.targetHigh(), p.targetLow());
        floods.answered(Sort.DATAGRAM, asked, p.sourceHigh(), p.sourceLow());
        if (asked == null) {
            return null;
        }
        var rows = echoes.find(asked.key());
        if (rows != null && rows.regular(Mix.peer(p.sourceHigh(), p.sourceLow()), now)) {
            return asked;
        }
        asked.heard(Mix.peer(0, p.targetLow()));
        return null;
    }

    /** An ARP packet. A router asks for whatever somebody outside reaches for: that scan is the other's. */
    void asksFor(Packet p, Actor station, long number, long now) {
        boolean asks = p.arpOperation() == 1 && p.targetLow() != p.sourceLow() && !actors.routes(p.arpSenderMac());
        if (asks
                && !Networks.nobody(0, p.targetLow())
                && actors.find(0, p.targetLow()) == null
                && station.arp().asked(0, p.targetLow(), now, number)) {
            scans.sweep(station, station.arp(), Kind.ARP_SCAN);
        }
    }
}
