package org.tocsin.detection.detector;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.function.Consumer;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.detection.Finding;
import org.tocsin.detection.Profile;
import org.tocsin.detection.Tally;
import org.tocsin.detection.Watchlist;
import org.tocsin.detection.detector.Onslaught.Sort;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Prefix;
import org.tocsin.wire.dhcp.DhcpMessage;
import org.tocsin.wire.packet.Fragments;
import org.tocsin.wire.packet.Packet;

/**
 * Takes one packet after another: finds its sender and its connection, and tells the tests what happened. All clocks are the
 * packets' own. Bounded work and no allocation for a packet that begins nothing new.
 */
public final class Engine {
    private static final int ECHO = 8;
    private static final int ECHO_V6 = 128;
    /** Datagrams with fewer hops left are traceroute's, which calls port after port by design. */
    private static final int TRACE = 32;

    private final long learn;
    private final Actors actors;
    private final Flows flows;
    private final Outcomes outcomes;
    private final Crowd crowd;
    private final Connections connections;
    private final Names names;
    private final Gallery gallery;
    private final Reporter reporter;
    private final Streams streams;
    private final Floods floods;
    private final Claims claims;
    private final Lookups lookups;
    private final SlowScans slowScans;
    private final Sweeps sweeps;
    private final Leases leases;
    private final Reflections reflections;
    private final Calls calls;
    private final Uploads uploads;
    private final Profiler profiler;
    private final Fragments fragments = new Fragments();
    private final CaptureClock clock = new CaptureClock();
    private long packets;
    private long bytes;
    private long malformed;
    private long now;
    /** Of the packet in hand, and of the last one of the captures before. */
    private long number;

    private long before;

    public Engine(DetectionSettings settings, Watchlist listed, Consumer<Finding> to) {
        this.learn = settings.learn().toNanos();
        long seed = ByteBuffer.wrap(Entropy.system().bytes(Long.BYTES)).getLong();
        var networks = new Networks(settings.inside(), settings.outside());
        this.actors = new Actors(networks, settings.routers(), settings.devices(), seed);
        this.names = new Names(networks);
        this.flows = new Flows(settings.flows(), seed);
        this.gallery = new Gallery(actors);
        this.reporter = new Reporter(actors, to, settings.findingsPerMinute());
        var scans = new ScanReport(reporter);
        this.claims = new Claims(actors, reporter);
        this.leases = new Leases(actors, reporter);
        this.reflections = new Reflections(actors, reporter);
        this.calls = new Calls(actors, names, listed, learn, reporter);
        this.uploads = new Uploads(flows, actors, calls, reporter);
        this.profiler = new Profiler(flows, actors, names, learn);
        this.lookups = new Lookups(flows, names, reporter);
        this.slowScans = new SlowScans(flows, scans);
        this.floods = new Floods(actors, reporter);
        this.sweeps = new Sweeps(actors, floods, scans);
        this.streams = new Streams(flows, actors, reporter, scans, gallery, uploads);
        this.outcomes = new Outcomes(learn, flows, actors, names, scans, slowScans, streams);
        this.crowd = new Crowd(flows, floods, seed);
        this.connections = new Connections(flows, crowd, actors, outcomes, streams, floods, calls, profiler, gallery);
    }

    /** One packet, in the order of the capture. */
    public void accept(Packet p) {
        packets++;
        bytes += p.wireLength();
        now = clock.at(p.time());
        number = before + p.number();
        judgeUntil(now, p.time());
        if (p.malformed()) {
            malformed++;
        }
        if (p.isIp()) {
            ip(p);
        } else if (p.isArp()) {
            arp(p);
        }
    }

    /** Time has passed without a packet: judges whose patience is over. */
    public void elapsed(long nanos) {
        now = Math.max(now, clock.since(nanos));
        judgeUntil(now, clock.stamp(now));
    }

    /** Judges whose patience is over, each at the time when it was: on a quiet wire the next packet may come an hour later. */
    private void judgeUntil(long until, long stamp) {
        long present = now;
        while (outcomes.isDue(until)) {
            now = outcomes.due();
            reporter.at(now, number, stamp);
            outcomes.judge(now);
        }
        now = present;
        reporter.at(present, number, stamp);
    }

    /** The capture has ended: what still waits is judged, log-ins without an answer are told. */
    public void finish() {
        judgeUntil(Long.MAX_VALUE, clock.stamp(now));
        streams.finish(now);
        reporter.finish();
    }

    /** Another capture follows: whoever was in the middle of something is not waited for, what was learnt stays. */
    public void resume() {
        before = number;
        outcomes.clear();
        streams.clear();
        crowd.clear();
    }

    /** What was found about these is settled: whatever they do from now on is new. */
    public void forgive(Prefix whom) {
        actors.forEach(actor -> {
            if (whom.contains(actor.address())) {
                actor.forgive();
                floods.forgive(actor);
                lookups.forgive(actor);
                slowScans.forgive(actor);
                calls.forgive(actor);
                uploads.forgive(actor);
                streams.forgive(actor);
            }
        });
    }

    private void ip(Packet p) {
        if (p.protocol() == Packet.TCP && !p.fragment() && crowd.joins(p, number, now)) {
            return;
        }
        var sender = actors.sender(p, now);
        if (p.protocol() == Packet.UDP && p.payloadCaptured() > 0) {
            gallery.datagram(p, sender, now);
            if (p.targetPort() == DhcpMessage.SERVER_PORT || p.sourcePort() == DhcpMessage.SERVER_PORT) {
                leases.datagram(p, number, now);
            }
        }
        if (sender == null) {
            return;
        }
        seen(sender, p);
        if (sender.inside) {
            claims.used(p, now);
        }
        if (p.fragment()) {
            fragment(p, sender);
        } else if (p.protocol() == Packet.TCP) {
            connections.packet(p, sender, number, now);
        }
        if (p.protocol() == Packet.TCP) {
            return;
        }
        if (p.protocol() == Packet.UDP) {
            udp(p, sender);
            return;
        }
        actors.goesOut(p, sender);
        if (icmp(p, ECHO, ECHO_V6)) {
            sweeps.pinged(p, sender, number, now);
        } else if (icmp(p, 0, ECHO_V6 + 1)) {
            replied(p);
        }
    }

    /** What TCP says in fragments counts once they are whole: of one that stays alone the receiver reads nothing. */
    private void fragment(Packet p, Actor sender) {
        var whole = fragments.take(p, now);
        if (whole != null && whole.protocol() == Packet.TCP) {
            connections.packet(whole, sender, number, now);
        }
    }

    private void replied(Packet p) {
        var asked = sweeps.replied(p, now);
        if (asked != null) {
            outcomes.answered(asked, p.targetLow(), p.sourceHigh(), p.sourceLow(), now);
        }
    }

    private static boolean icmp(Packet p, int type, int typeV6) {
        return p.protocol() == Packet.ICMP
                ? p.icmpType() == type
                : p.protocol() == Packet.ICMPV6 && p.icmpType() == typeV6;
    }

    private void seen(Actor sender, Packet p) {
        sender.lastSeen = now;
        if (sender.packets++ == 0 && sender.inside) {
            gallery.met(sender);
        }
        sender.bytes += p.wireLength();
    }

    private void udp(Packet p, Actor sender) {
        if (p.targetPort() == Lookups.PORT || p.sourcePort() == Lookups.PORT) {
            lookups.packet(p, sender, number, now);
        }
        int flow = flows.find(p, true);
        if (flow == Flows.NONE) {
            actors.goesOut(p, sender);
            if (!Networks.nobody(p) && p.hops() > TRACE) {
                flow = flows.place(p, true, now);
                streams.end(flow, now);
                flows.open(flow, p, sender, true, number, now);
                outcomes.await(flow, number, now);
                floods.unanswered(Sort.DATAGRAM, p, sender, number, now);
                calls.begins(p, sender, number, now);
            } else if (Networks.nobody(p)) {
                profiler.group(p, sender, now);
            }
            return;
        }
        flows.seen[flow] = now;
        boolean fromClient = flows.fromClient(flow, p);
        if (flows.is(flow, Flows.ANSWERED)) {
            streams.count(flow, fromClient, p.payloadLength(), now);
        }
        if (fromClient) {
            reflections.asked(p, sender);
            if (!flows.is(flow, Flows.ANSWERED)) {
                floods.unanswered(Sort.STREAM, p, sender, number, now);
            }
            return;
        }
        reflections.answered(p, sender, number, now);
        if (!flows.is(flow, Flows.ANSWERED)) {
            flows.state[flow] |= Flows.ANSWERED;
            actors.goesOut(p, sender);
            outcomes.answered(flows.client[flow], flows.clientLow[flow], p.sourceHigh(), p.sourceLow(), now);
            profiler.answered(flow, p.time(), now);
            floods.answered(Sort.DATAGRAM, flows.client[flow], p.sourceHigh(), p.sourceLow());
        }
    }

    private void arp(Packet p) {
        if (claims.contests(p, number, now)) {
            return;
        }
        var station = actors.station(p, now);
        if (station == null) {
            return;
        }
        seen(station, p);
        sweeps.asksFor(p, station, number, now);
    }

    /** What went through so far. */
    public Tally tally() {
        var count = new int[2];
        actors.forEach(a -> count[a.inside ? 0 : 1]++);
        return new Tally(
                packets,
                bytes,
                malformed,
                count[0] > 0 ? count[0] : count[1],
                reporter.raised(),
                reporter.shed(),
                outcomes.shed(),
                flows.shed() + streams.shed(),
                crowd.joined());
    }

    Actors actors() {
        return actors;
    }

    /** A time as the sensor's clock shows it now. */
    Instant instant(long time) {
        return Reporter.instant(clock.stamp(time));
    }

    void learnAnew(Actor actor) {
        actor.habits = Habits.anew(now);
    }

    Profile profile(Actor actor) {
        return profiler.profile(actor, now);
    }

    boolean learning(Actor actor) {
        return actor.learning(now, learn);
    }
}
