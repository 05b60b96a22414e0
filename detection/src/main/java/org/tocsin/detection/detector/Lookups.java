package org.tocsin.detection.detector;

import org.tocsin.wire.dns.DnsMessage;
import org.tocsin.wire.packet.Packet;

/**
 * What devices of ours do with names: carry data out in them, and try made-up ones until one leads home (Antonakakis et al. 2012). A
 * resolver that asks on behalf of others is not blamed for what they ask.
 */
final class Lookups {
    static final int PORT = 53;
    private static final int NO_SUCH_NAME = 3;

    private final Cases<Tunnel> tunnels = new Cases<>(Tunnel.class);
    private final Cases<Guesses> guesses = new Cases<>(Guesses.class);
    private final DnsMessage message = new DnsMessage();
    private final Flows flows;
    private final Names names;
    private final LookupReport report;

    Lookups(Flows flows, Names names, Reporter reporter) {
        this.flows = flows;
        this.names = names;
        this.report = new LookupReport(reporter);
    }

    /** A packet from or to the port of DNS. An answer counts only where its question was seen. */
    void packet(Packet p, Actor sender, long number, long now) {
        if (!message.read(p.bytes(), p.payload(), p.payloadCaptured())) {
            return;
        }
        if (!message.response()) {
            if (p.targetPort() == PORT) {
                asks(sender, p, number, now);
            }
            return;
        }
        int flow = flows.find(p, true);
        if (p.sourcePort() != PORT || flow == Flows.NONE || flows.fromClient(flow, p)) {
            return;
        }
        names.learn(message);
        var client = flows.client[flow];
        if (client != null) {
            if (client.inside) {
                sender.resolved(now);
            }
            answers(client, p, number, now);
        }
    }

    /** A device asks a resolver. */
    private void asks(Actor who, Packet p, long number, long now) {
        if (!who.inside || who.resolves(now) || message.reverse()) {
            return;
        }
        long key = Mix.mix(who.key() + message.domainHash());
        var tunnel = tunnels.at(key, now, () -> new Tunnel(key, who.key()));
        if (tunnel.asked(message.nameHash(), message.bytesBelowDomain(), number, now)) {
            report.tunnel(who, p, tunnel, message.domain());
        }
    }

    /** A resolver answers a device. */
    private void answers(Actor who, Packet p, long number, long now) {
        if (!who.inside
                || who.resolves(now)
                || message.code() != NO_SUCH_NAME
                || message.labels() < 2
                || message.reverse()
                || !Guesses.madeUp(message.domain())) {
            return;
        }
        long key = who.key();
        var tried = guesses.at(key, now, () -> new Guesses(key));
        if (tried.failed(message.domainHash(), number, now)) {
            report.generated(who, p, tried, message.domain());
        }
    }

    /** Forgets what one of ours has asked. */
    void forgive(Actor device) {
        tunnels.forget(one -> one.client == device.key());
        guesses.forget(one -> one.key() == device.key());
    }
}
