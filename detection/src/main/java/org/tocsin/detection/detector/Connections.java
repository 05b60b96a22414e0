package org.tocsin.detection.detector;

import org.tocsin.detection.detector.Onslaught.Sort;
import org.tocsin.wire.packet.Packet;

/** Follows connections of TCP (RFC 9293) from their SYN to their end, and tells the tests what happens on them. */
final class Connections {
    /** A SYN again within less is a copy made by the tap, not a second try. */
    private static final long COPY = 200_000_000L;

    /** Nobody tries a SYN again after more: Linux gives up after 127 s. */
    private static final long RETRIES = 180_000_000_000L;

    private final Flows flows;
    private final Crowd crowd;
    private final Actors actors;
    private final Outcomes outcomes;
    private final Streams streams;
    private final Floods floods;
    private final Calls calls;
    private final Profiler profiler;
    private final Gallery gallery;

    Connections(
            Flows flows,
            Crowd crowd,
            Actors actors,
            Outcomes outcomes,
            Streams streams,
            Floods floods,
            Calls calls,
            Profiler profiler,
            Gallery gallery) {
        this.flows = flows;
        this.crowd = crowd;
        this.actors = actors;
        this.outcomes = outcomes;
        this.streams = streams;
        this.floods = floods;
        this.calls = calls;
        this.profiler = profiler;
        this.gallery = gallery;
    }

    /** A packet of TCP. */
    void packet(Packet p, Actor sender, long number, long now) {
        int flow = followed(p, now);
        boolean opening = (p.flags() & (Packet.SYN | Packet.ACK | Packet.RST)) == Packet.SYN;
        if (opening && flow != Flows.NONE && flows.fromClient(flow, p) && flows.isLive(flow, now)) {
            flows.claim(flow, p);
            return;
        }
        if (opening && (flow == Flows.NONE || !again(flow, p, now))) {
            if (!Networks.nobody(p)) {
                open(flow, p, sender, number, now);
            }
            return;
        }
        if (flow == Flows.NONE) {
            actors.goesOut(p, sender);
            if ((p.flags() & (Packet.SYN | Packet.ACK)) == (Packet.SYN | Packet.ACK) && !Networks.nobody(p)) {
                floods.unasked(p, sender, number, now);
            }
            return;
        }
        boolean fromClient = flows.fromClient(flow, p);
        if (opening) {
            flows.compare(flow, p, fromClient);
            if (fromClient && !flows.is(flow, Flows.ANSWERED | Flows.OVER) && now - flows.seen[flow] >= COPY) {
                outcomes.failed(flow, now);
            }
            return;
        }
        if (!fromClient && p.has(Packet.SYN) && flows.answersClaim(flow, p)) {
            streams.end(flow, now);
            flows.renew(flow, number, now);
        }
        flows.compare(flow, p, fromClient);
        flows.seen[flow] = now;
        if (fromClient) {
            client(flow, p, now);
        } else {
            server(flow, p, sender, now);
        }
    }

    /** The connection of a packet; one of the crowd is followed from its answer on. */
    private int followed(Packet p, long now) {
        int flow = flows.find(p, false);
        boolean answers = p.has(Packet.ACK) && p.has(Packet.SYN | Packet.RST);
        int one = flow == Flows.NONE && answers ? crowd.answered(p, now) : Flows.NONE;
        if (one == Flows.NONE) {
            return flow;
        }
        if (p.has(Packet.RST)) {
            crowd.leave(one);
            floods.answered(Sort.SYN, actors.find(p.targetHigh(), p.targetLow()), p.sourceHigh(), p.sourceLow());
            return Flows.NONE;
        }
        var client = actors.sender(p.targetHigh(), p.targetLow(), crowd.station(one), now);
        if (client == null) {
            return Flows.NONE;
        }
        int place = flows.place(p, false, now);
        streams.end(place, now);
        crowd.open(one, place, p, client);
        return place;
    }

    /**
     * Whether a SYN repeats the one that opened this connection, and does not open the next on the same ports. Scanning tools that
     * choose ports and numbers by the target open it with the same ones each time.
     */
    private boolean again(int flow, Packet p, long now) {
        return flows.fromClient(flow, p)
                && flows.clientStart[flow] == p.sequence()
                && now - flows.begun[flow] <= RETRIES;
    }

    private void open(int known, Packet p, Actor sender, long number, long now) {
        int flow = known != Flows.NONE ? known : flows.place(p, false, now);
        streams.end(flow, now);
        flows.open(flow, p, sender, false, number, now);
        outcomes.await(flow, number, now);
        floods.unanswered(Sort.SYN, p, sender, number, now);
        actors.goesOut(p, sender);
        calls.begins(p, sender, number, now);
    }

    private void client(int flow, Packet p, long now) {
        if (p.has(Packet.ACK) && flows.is(flow, Flows.ANSWERED)) {
            if (!flows.is(flow, Flows.PROVEN)) {
                prove(flow, p, now);
            }
            streams.acknowledged(flow, false, p.acknowledgement(), now);
        }
        profiler.goesOn(flow, p, true, now);
        if (p.payloadLength() > 0) {
            streams.client(flow, p, now);
        }
        if (p.has(Packet.FIN)) {
            flows.state[flow] |= Flows.CLIENT_FIN;
        }
        if (p.has(Packet.RST)) {
            if (flows.resets(flow, p, true)) {
                reset(flow, now);
            }
        } else if (flows.is(flow, Flows.CLIENT_FIN) && flows.is(flow, Flows.SERVER_FIN)) {
            streams.end(flow, now);
        }
    }

    private void reset(int flow, long now) {
        if (flows.is(flow, Flows.ANSWERED)
                && !flows.is(flow, Flows.OVER)
                && flows.clientBytes[flow] == 0
                && flows.serverBytes[flow] == 0) {
            streams.sign(flow, Probing.Sign.ABORTED, now);
        }
        streams.end(flow, now);
    }

    /** The handshake is proven once the client acknowledges a number that only the server's answer told it. */
    private void prove(int flow, Packet p, long now) {
        int ahead = flows.serverNext[flow] - p.acknowledgement();
        int sent = p.sequence() - (flows.clientStart[flow] + 1);
        if (!p.has(Packet.RST) && ahead >= 0 && ahead <= flows.serverBytes[flow] && sent >= 0 && sent < 1 << 20) {
            flows.state[flow] |= Flows.PROVEN;
            if (!actors.carry(p, flows.answerFrom[flow], flows.answerTo[flow])) {
                flows.state[flow] |= Flows.CROSSED;
            }
            streams.proven(flow, now);
            profiler.proven(flow, p.time(), now);
            var server = actors.find(flows.serverHigh[flow], flows.serverLow[flow]);
            if (server != null && server.inside) {
                gallery.serves(server, flows.serverPort(flow), now);
            }
        }
    }

    private void server(int flow, Packet p, Actor sender, long now) {
        profiler.goesOn(flow, p, false, now);
        if (p.has(Packet.RST)) {
            if (!flows.resets(flow, p, false)) {
                return;
            }
            if (!flows.is(flow, Flows.ANSWERED) && !flows.is(flow, Flows.OVER)) {
                refused(flow, now);
            }
            streams.end(flow, now);
            return;
        }
        if (p.has(Packet.SYN) && p.acknowledgement() == flows.clientStart[flow] + 1) {
            answer(flow, p, sender, now);
            return;
        }
        if (flows.is(flow, Flows.ANSWERED)) {
            if (p.has(Packet.ACK)) {
                streams.acknowledged(flow, true, p.acknowledgement(), now);
            }
            if (p.payloadLength() > 0) {
                streams.server(flow, p, now);
            }
        }
        if (p.has(Packet.FIN)) {
            flows.state[flow] |= Flows.SERVER_FIN;
            if (flows.is(flow, Flows.CLIENT_FIN)) {
                streams.end(flow, now);
            }
        }
    }

    private void answer(int flow, Packet p, Actor sender, long now) {
        if (flows.is(flow, Flows.ANSWERED)) {
            return;
        }
        actors.goesOut(p, sender);
        flows.answered(flow, p);
        var client = flows.client[flow];
        long high = flows.serverHigh[flow];
        long low = flows.serverLow[flow];
        floods.answered(Sort.SYN, client, high, low);
        outcomes.answered(client, flows.clientLow[flow], high, low, now);
        if (client != null && !actors.inside(high, low)) {
            client.beacons().answered(high, low, flows.serverPort(flow));
        }
    }

    /** A refusal is an answer too: it shows that answers reach this address. */
    private void refused(int flow, long now) {
        var client = flows.client[flow];
        if (client != null) {
            client.heard(Mix.peer(0, flows.clientLow[flow]));
        }
        floods.answered(Sort.SYN, client, flows.serverHigh[flow], flows.serverLow[flow]);
        outcomes.failed(flow, now);
    }
}
