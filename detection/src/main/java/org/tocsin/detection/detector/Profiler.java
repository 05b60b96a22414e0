package org.tocsin.detection.detector;

import org.jspecify.annotations.Nullable;
import org.tocsin.detection.Profile;
import org.tocsin.detection.Service;
import org.tocsin.detection.Service.Party;
import org.tocsin.detection.Service.Protocol;
import org.tocsin.detection.Service.Side;
import org.tocsin.wire.packet.Packet;
import org.tocsin.wire.tls.ClientHello;

/**
 * Keeps the habits of our devices: what each uses and serves. Looked at where a connection's handshake has completed both ways, or a
 * conversation of datagrams was answered; a known service costs a walk over the profile and no allocation.
 */
final class Profiler {
    /** Ports from here on are taken by chance (RFC 6335 section 6): any of them is the same service. */
    private static final int DYNAMIC = 49_152;

    /** Ports below are a server's (RFC 6335 section 6). */
    private static final int SYSTEM = 1024;

    private final Flows flows;
    private final Actors actors;
    private final Names names;
    private final long learn;

    Profiler(Flows flows, Actors actors, Names names, long learn) {
        this.flows = flows;
        this.actors = actors;
        this.names = names;
        this.learn = learn;
    }

    /** A handshake has completed. Whom no DNS answer named may still be named by the client's first bytes. */
    void proven(int flow, long stamp, long now) {
        var client = flows.client[flow];
        if (client == null || !flows.proven(flow)) {
            return;
        }
        long high = flows.serverHigh[flow];
        long low = flows.serverLow[flow];
        int port = flows.serverPort(flow);
        if (client.inside && !actors.inside(high, low) && names.host(high, low).isEmpty()) {
            flows.state[flow] |= Flows.UNNAMED;
        } else {
            uses(client, Protocol.TCP, port, high, low, stamp, now);
        }
        serves(actors.find(high, low), Protocol.TCP, port, client, stamp, now);
    }

    /**
     * The first that is said or ended on a connection whose server has no name yet. The name in a TLS hello is the device's own word; where
     * there is none, the server stays without.
     */
    void goesOn(int flow, Packet p, boolean fromClient, long now) {
        var client = flows.client[flow];
        boolean says = p.payloadLength() > 0;
        if (client == null || !flows.is(flow, Flows.UNNAMED) || !(says || p.has(Packet.FIN) || p.has(Packet.RST))) {
            return;
        }
        flows.state[flow] &= ~Flows.UNNAMED;
        var hello = fromClient && says ? ClientHello.read(p.bytes(), p.payload(), p.payloadCaptured()) : null;
        var host = hello == null ? "" : Names.plain(hello.serverName());
        int port = flows.serverPort(flow);
        if (host.isEmpty()) {
            long key = key(Side.USES, Protocol.TCP, Party.OUTSIDE, port);
            unnamed(client, key, flows.serverHigh[flow], flows.serverLow[flow], p.time(), now);
        } else {
            note(client, key(Side.USES, Protocol.TCP, Party.NAMED, port), host, p.time(), now);
        }
    }

    /** Datagrams were answered for the first time. Where we came in late, the server may have sent first: from the lower system port. */
    void answered(int flow, long stamp, long now) {
        var first = flows.client[flow];
        if (first == null) {
            return;
        }
        long high = flows.serverHigh[flow];
        long low = flows.serverLow[flow];
        var other = actors.find(high, low);
        int port = flows.serverPort(flow);
        int own = flows.ports[flow] >>> 16;
        if (own >= SYSTEM || own >= port) {
            uses(first, Protocol.UDP, port, high, low, stamp, now);
            serves(other, Protocol.UDP, port, first, stamp, now);
        } else if (other != null) {
            uses(other, Protocol.UDP, own, flows.clientHigh[flow], flows.clientLow[flow], stamp, now);
            serves(first, Protocol.UDP, own, other, stamp, now);
        }
    }

    /** A datagram to a group, or to everybody. */
    void group(Packet p, Actor sender, long now) {
        if (sender.inside) {
            note(sender, key(Side.USES, Protocol.UDP, Party.GROUP, p.targetPort()), "", p.time(), now);
        }
    }

    private void uses(Actor client, Protocol protocol, int port, long high, long low, long stamp, long now) {
        if (!client.inside) {
            return;
        }
        if (actors.inside(high, low)) {
            note(client, key(Side.USES, protocol, Party.LOCAL, port), "", stamp, now);
            return;
        }
        var host = names.host(high, low);
        if (host.isEmpty()) {
            unnamed(client, key(Side.USES, protocol, Party.OUTSIDE, port), high, low, stamp, now);
        } else {
            note(client, key(Side.USES, protocol, Party.NAMED, port), host, stamp, now);
        }
    }

    /**
     * Devices keep the answers to their look-ups longer than we do. So a host without a name that the device knew while it learnt is no
     * news if the service is none.
     */
    private void unnamed(Actor client, long key, long high, long low, long stamp, long now) {
        boolean remembered = !learning(client, now)
                && client.known.learnt(Mix.peer(high, low))
                && habits(client).coversOutside(key);
        if (!remembered) {
            note(client, key, "", stamp, now);
        }
    }

    private void serves(@Nullable Actor server, Protocol protocol, int port, Actor client, long stamp, long now) {
        if (server != null && server.inside) {
            var party = client.inside ? Party.LOCAL : Party.OUTSIDE;
            note(server, key(Side.SERVES, protocol, party, port), "", stamp, now);
        }
    }

    /** What is known of a device, and how it came about. */
    Profile profile(Actor device, long now) {
        var habits = device.habits == null ? new Habits() : device.habits;
        return habits.profile(habits.learning(device.firstSeen, now, learn));
    }

    private void note(Actor device, long key, String host, long stamp, long now) {
        var habits = habits(device);
        if (learning(device, now)) {
            habits.learn(key, host);
        } else if (!habits.covers(key, host)) {
            habits.meet(key, host, stamp);
        }
    }

    private static Habits habits(Actor device) {
        var habits = device.habits;
        if (habits == null) {
            habits = new Habits();
            device.habits = habits;
        }
        return habits;
    }

    private boolean learning(Actor device, long now) {
        return habits(device).learning(device.firstSeen, now, learn);
    }

    private static long key(Side side, Protocol protocol, Party party, int port) {
        return port < DYNAMIC
                ? Services.key(side, protocol, party, port, port)
                : Services.key(side, protocol, party, DYNAMIC, Service.HIGHEST_PORT);
    }
}
