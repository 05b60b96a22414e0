package org.tocsin.detection.detector;

import org.jspecify.annotations.Nullable;
import org.tocsin.detection.detector.Onslaught.Sort;
import org.tocsin.wire.packet.Packet;

/**
 * Floods in and out. In: at the address that they come to. Out: at the device that sends, also where it forges the addresses of others, because its hardware address gives it away.
 */
final class Floods {
    /** So long after it was told of last a flood may still be running. */
    private static final long LINGERS = 3_600_000_000_000L;

    private final Cases<Onslaught> targets = new Cases<>(Onslaught.class);
    private final Cases<Outburst> devices = new Cases<>(Outburst.class);
    private final Actors actors;
    private final FloodReport report;
    private long runsUntil = Long.MIN_VALUE;

    Floods(Actors actors, Reporter reporter) {
        this.actors = actors;
        this.report = new FloodReport(actors, reporter);
    }

    /** Whether anybody is flooded, or was lately. */
    boolean running(long now) {
        return now < runsUntil;
    }

    /** Whether a SYN is one more of a flood that is told already; it is counted then. */
    boolean goesOn(Packet p, long number, long now) {
        boolean own = actors.inside(p.sourceHigh(), p.sourceLow());
        if (own || !actors.inside(p.targetHigh(), p.targetLow())) {
            return goesOut(p, own, number, now);
        }
        var target = targets.find(Mix.address(p.targetHigh(), p.targetLow()));
        if (target == null || !target.isOver(Sort.SYN, now)) {
            return false;
        }
        arrives(target, Sort.SYN, p, number, now);
        return true;
    }

    /** Of one of ours, in its own name, in one that it made up, or in that of somebody outside. */
    private boolean goesOut(Packet p, boolean own, long number, long now) {
        var known = own ? actors.find(p.sourceHigh(), p.sourceLow()) : null;
        var device = known == null ? actors.device(p.sourceMac()) : known;
        var out = device == null ? null : devices.find(device.key());
        if (device == null || out == null || !out.isOver(Sort.SYN, p.targetHigh(), p.targetLow(), now)) {
            return false;
        }
        actors.goesOut(p, device);
        leaves(device, out, Sort.SYN, p, number, now);
        return true;
    }

    private void leaves(Actor device, Outburst out, Sort sort, Packet p, long number, long now) {
        if (out.add(sort, p.targetHigh(), p.targetLow(), number, now)) {
            runsUntil = now + LINGERS;
            report.floods(device, out, sort, p.protocol() == Packet.ICMP ? 0 : p.targetPort());
        }
    }

    private void arrives(Onslaught target, Sort sort, Packet p, long number, long now) {
        target.arrives(p.sourceHigh(), p.sourceLow(), number, now);
        if (target.raises(sort, now)) {
            runsUntil = now + LINGERS;
            report.flooded(target, sort, 0);
        }
    }

    /** A packet that nobody has answered so far. */
    void unanswered(Sort sort, Packet p, Actor sender, long number, long now) {
        var device = device(p, sender);
        if (device != null) {
            long key = device.key();
            var out = devices.at(key, now, () -> new Outburst(key));
            leaves(device, out, sort, p, number, now);
            return;
        }
        arrives(at(p.targetHigh(), p.targetLow(), now), sort, p, number, now);
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
