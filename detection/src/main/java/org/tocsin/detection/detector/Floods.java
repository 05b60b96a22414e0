package org.tocsin.detection.detector;

import org.jspecify.annotations.Nullable;
import org.tocsin.detection.detector.Onslaught.Sort;
import org.tocsin.wire.packet.Packet;

/**
 * Floods in and out. In: at the address that they come to. Out: at the device that sends, also where it forges the addresses of others, because its hardware address gives it away.
 */
final class Floods {
    private final Cases<Onslaught> targets = new Cases<>(Onslaught.class);
    private final Cases<Outburst> devices = new Cases<>(Outburst.class);
    private final Actors actors;
    private final FloodReport report;

    Floods(Actors actors, Reporter reporter) {
        this.actors = actors;
        this.report = new FloodReport(actors, reporter);
    }

    /** A packet that nobody has answered so far. */
    void unanswered(Sort sort, Packet p, Actor sender, long number, long now) {
        var device = device(p, sender);
        if (device != null) {
            long key = device.key();
            var out = devices.at(key, now, () -> new Outburst(key));
            if (out.add(sort, p.targetHigh(), p.targetLow(), number, now)) {
                report.floods(device, out, sort, p.protocol() == Packet.ICMP ? 0 : p.targetPort());
            }
            return;
        }
        var target = at(p.targetHigh(), p.targetLow(), now);
        target.arrives(p.sourceHigh(), p.sourceLow(), number, now);
        if (target.raises(sort, now)) {
            report.flooded(target, sort, 0);
        }
    }

    /** An answer to a connection that was never opened, or not that anybody has seen. */
    void unasked(Packet p, Actor sender, long number, long now) {
        if (sender.inside) {
            return;
        }
        var target = at(p.targetHigh(), p.targetLow(), now);
        target.arrives(p.sourceHigh(), p.sourceLow(), number, now);
        if (target.raises(Sort.REFLECTED, now)) {
            report.flooded(target, Sort.REFLECTED, 0);
        }
        if (target.returns(p.targetPort()) && target.raises(Sort.RETURNED, now)) {
            report.flooded(target, Sort.RETURNED, target.port());
        }
    }

    /** What a client sent has been answered after all. */
    void answered(Sort sort, @Nullable Actor client, long serverHigh, long serverLow) {
        if (client != null && client.inside) {
            var out = devices.find(client.key());
            if (out != null) {
                out.answered(sort, serverHigh, serverLow);
            }
            return;
        }
        var target = targets.find(Mix.address(serverHigh, serverLow));
        if (target != null) {
            target.answered(sort);
        }
    }

    /** Forgets what one of ours has sent. */
    void forgive(Actor device) {
        devices.forget(one -> one.key() == device.key());
    }

    /** The device of ours that sends, be it in the name of somebody outside to somebody outside; null if it is none. */
    private @Nullable Actor device(Packet p, Actor sender) {
        if (sender.inside) {
            return sender;
        }
        var device = actors.inside(p.targetHigh(), p.targetLow()) ? null : actors.device(p.sourceMac());
        return device != null && device.settled() ? device : null;
    }

    private Onslaught at(long high, long low, long now) {
        return targets.at(Mix.address(high, low), now, () -> new Onslaught(high, low));
    }
}
