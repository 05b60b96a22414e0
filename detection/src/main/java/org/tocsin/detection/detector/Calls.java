package org.tocsin.detection.detector;

import org.tocsin.detection.Watchlist;
import org.tocsin.wire.packet.Packet;

/** Whom devices call outside: on a clock, or somebody that something is known against. */
final class Calls {
    private final Actors actors;
    private final Names names;
    private final long learn;
    private final BeaconReport report;
    private final Hits hits;

    /** @param learn nanoseconds that a device's profile takes */
    Calls(Actors actors, Names names, Watchlist listed, long learn, Reporter reporter) {
        this.actors = actors;
        this.names = names;
        this.learn = learn;
        this.report = new BeaconReport(reporter);
        this.hits = new Hits(listed, reporter);
    }

    /** A connection, or a conversation of datagrams, begins. */
    void begins(Packet p, Actor who, long number, long now) {
        if (actors.inside(p.targetHigh(), p.targetLow())) {
            return;
        }
        if (who.inside) {
            hits.calls(p, who, number, now);
        }
        if (p.protocol() == Packet.TCP) {
            beacon(p, who, number, now);
        }
    }

    private void beacon(Packet p, Actor who, long number, long now) {
        var peer = who.beacons().begins(p.targetHigh(), p.targetLow(), p.targetPort(), number, now);
        int name = names.find(p.targetHigh(), p.targetLow());
        boolean profiled = !who.learning(now, learn);
        if (profiled && inProfile(who, p.targetHigh(), p.targetLow(), name)) {
            return;
        }
        int least = profiled
                ? Beaconing.NEW_PEER
                : name >= 0 ? Integer.MAX_VALUE : peer.answered == 0 ? Beaconing.DEAD_NAMELESS : Beaconing.NAMELESS;
        if (Beaconing.regular(peer, least) && peer.episode.raise(peer.count, least)) {
            report.beacon(who, peer, profiled, name >= 0);
        }
    }

    /** Whether a device has a profile by now, and that host is not in it. */
    boolean isNew(Actor who, long high, long low, long now) {
        return !who.learning(now, learn) && !inProfile(who, high, low, names.find(high, low));
    }

    private boolean inProfile(Actor who, long high, long low, int name) {
        return who.known.learnt(Mix.peer(high, low))
                || (name >= 0 && (who.names.has(names.name(name)) || who.names.has(names.parent(name))));
    }

    /** Forgets what one of ours has called. */
    void forgive(Actor device) {
        hits.forgive(device);
    }
}
