package org.tocsin.detection.detector;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.detection.Finding;
import org.tocsin.detection.Profile;
import org.tocsin.detection.Tally;
import org.tocsin.detection.Watchlist;
import org.tocsin.detection.detector.Onslaught.Sort;
import org.tocsin.kernel.Prefix;
import org.tocsin.wire.dhcp.DhcpMessage;
import org.tocsin.wire.packet.Packet;

/**
 * Takes one packet after another: finds its sender and its connection, and tells the tests what happened. All clocks are the
 * packets' own. Bounded work and no allocation for a packet that begins nothing new.
 */
public final class Engine {
    /** Without an answer for so long, a connection attempt has failed. */
    private static final long PATIENCE = 1_000_000_000L;
    /** A SYN again within less is a copy made by the tap, not a second try. */
    private static final long COPY = 200_000_000L;

    /** Nobody tries a SYN again after more: Linux gives up after 127 s. */
    private static final long RETRIES = 180_000_000_000L;

    private static final int ECHO = 8;
    private static final int ECHO_V6 = 128;
    /** Datagrams with fewer hops left are traceroute's, which calls port after port by design. */
    private static final int TRACE = 32;

    private final long learn;
    private final Actors actors;
    private final Flows flows;
    private final Waiting waiting = new Waiting();
    private final Names names;
    private final Gallery gallery;
    private final Reporter reporter;
    private final ScanReport scans;
    private final Streams streams;
    private final Floods floods;
    private final Claims claims;
    private final Lookups lookups;
    private final SlowScans slowScans;
    private final Sweeps sweeps;
    private final Leases leases;
    private final Reflections reflections;
    private final Calls calls;
    private final Profiler profiler;
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
        var networks = new Networks(settings.inside(), settings.outside());
        this.actors = new Actors(networks, settings.routers(), settings.devices());
        this.names = new Names(networks);
        this.flows = new Flows(settings.flows());
        this.gallery = new Gallery(actors);
        this.reporter = new Reporter(actors, to, settings.findingsPerMinute());
        this.scans = new ScanReport(reporter);
        this.claims = new Claims(actors, reporter);
        this.leases = new Leases(actors, reporter);
        this.reflections = new Reflections(actors, reporter);
        this.calls = new Calls(names, listed, learn, reporter);
        this.profiler = new Profiler(flows, actors, names, learn);
        this.lookups = new Lookups(flows, names, reporter);
        this.slowScans = new SlowScans(flows, scans);
        this.floods = new Floods(actors, reporter);
        this.sweeps = new Sweeps(actors, floods, scans);
        this.streams = new Streams(flows, actors, reporter, scans, gallery);
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
        while (waiting.isDue(until)) {
            now = waiting.due();
            reporter.at(now, number, stamp);
            judge();
        }
        now = present;
        reporter.at(present, number, stamp);
    }

    /** The capture has ended: what still waits is judged, log-ins without an answer are told. */
    public void finish() {
        judgeUntil(Long.MAX_VALUE, clock.stamp(now));
        streams.finish(now);
    }

    /** Another capture follows: whoever was in the middle of something is not waited for, what was learnt stays. */
    public void resume() {
        before = number;
        waiting.clear();
        streams.clear();
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
                streams.forgive(actor);
            }
        });
    }

    private void ip(Packet p) {
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
        if (p.protocol() == Packet.TCP) {
            tcp(p, sender);
            return;
        }
        if (p.protocol() == Packet.UDP) {
            udp(p, sender);
            return;
        }
        goesOut(p, sender);
        if (icmp(p, ECHO, ECHO_V6)) {
            sweeps.pinged(p, sender, number, now);
        } else if (icmp(p, 0, ECHO_V6 + 1)) {
            replied(p);
        }
    }

    private void replied(Packet p) {
        var asked = sweeps.replied(p, now);
        if (asked != null) {
            answered(asked, p.targetLow(), p.sourceHigh(), p.sourceLow());
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

    private void tcp(Packet p, Actor sender) {
        int flow = flows.find(p, false);
        boolean opening = (p.flags() & (Packet.SYN | Packet.ACK | Packet.RST)) == Packet.SYN;
        if (opening && flow != Flows.NONE && flows.fromClient(flow, p) && flows.isLive(flow, now)) {
            flows.claim(flow, p);
            return;
        }
        if (opening && (flow == Flows.NONE || !again(flow, p))) {
            if (!Networks.nobody(p)) {
                open(flow, p, sender);
            }
            return;
        }
        if (flow == Flows.NONE) {
            goesOut(p, sender);
            if ((p.flags() & (Packet.SYN | Packet.ACK)) == (Packet.SYN | Packet.ACK) && !Networks.nobody(p)) {
                floods.unasked(p, sender, number, now);
            }
            return;
        }
        boolean fromClient = flows.fromClient(flow, p);
        flows.compare(flow, p, fromClient);
        if (opening) {
            if (fromClient && !flows.is(flow, Flows.ANSWERED | Flows.OVER) && now - flows.seen[flow] >= COPY) {
                failed(flow);
            }
            return;
        }
        flows.seen[flow] = now;
        if (fromClient) {
            client(flow, p);
        } else {
            server(flow, p, sender);
        }
    }

    /**
     * Whether a SYN repeats the one that opened this connection, and does not open the next on the same ports. Scanning tools that
     * choose ports and numbers by the target open it with the same ones each time.
     */
    private boolean again(int flow, Packet p) {
        return flows.fromClient(flow, p)
                && flows.clientStart[flow] == p.sequence()
                && now - flows.begun[flow] <= RETRIES;
    }

    private void open(int known, Packet p, Actor sender) {
        int flow = known != Flows.NONE ? known : flows.place(p, false, now);
        streams.end(flow, now);
        flows.open(flow, p, sender, false, number, now);
        waiting.add(flow, number, now + PATIENCE);
        floods.unanswered(Sort.SYN, p, sender, number, now);
        goesOut(p, sender);
        calls(p, sender);
    }

    private void calls(Packet p, Actor sender) {
        if (!actors.inside(p.targetHigh(), p.targetLow())) {
            calls.begins(p, sender, number, now);
        }
    }

    /**
     * Looked at where something begins, or belongs to nothing: whoever reaches the outside at all, by pings or by datagrams with few
     * hops left as well, must not pass for the station that carries the outside in.
     */
    private void goesOut(Packet p, Actor sender) {
        if (sender.inside && !actors.inside(p.targetHigh(), p.targetLow())) {
            actors.leaves(p);
        }
    }

    private void client(int flow, Packet p) {
        if (p.has(Packet.ACK) && flows.is(flow, Flows.ANSWERED) && !flows.is(flow, Flows.PROVEN)) {
            prove(flow, p);
        }
        profiler.goesOn(flow, p, true, now);
        if (p.payloadLength() > 0) {
            streams.client(flow, p, now);
        }
        if (p.has(Packet.FIN)) {
            flows.state[flow] |= Flows.CLIENT_FIN;
        }
        if (p.has(Packet.RST)) {
            if (flows.is(flow, Flows.ANSWERED)
                    && !flows.is(flow, Flows.OVER)
                    && flows.clientBytes[flow] == 0
                    && flows.serverBytes[flow] == 0) {
                streams.sign(flow, Probing.Sign.ABORTED, now);
            }
            streams.end(flow, now);
        } else if (flows.is(flow, Flows.CLIENT_FIN) && flows.is(flow, Flows.SERVER_FIN)) {
            streams.end(flow, now);
        }
    }

    /** The handshake is proven once the client acknowledges a number that only the server's answer told it. */
    private void prove(int flow, Packet p) {
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

    private void server(int flow, Packet p, Actor sender) {
        profiler.goesOn(flow, p, false, now);
        if (p.has(Packet.RST)) {
            if (!flows.is(flow, Flows.ANSWERED) && !flows.is(flow, Flows.OVER)) {
                refused(flow);
            }
            streams.end(flow, now);
            return;
        }
        if (p.has(Packet.SYN) && p.acknowledgement() == flows.clientStart[flow] + 1) {
            answer(flow, p, sender);
            return;
        }
        if (p.payloadLength() > 0 && flows.is(flow, Flows.ANSWERED)) {
            streams.server(flow, p, now);
        }
        if (p.has(Packet.FIN)) {
            flows.state[flow] |= Flows.SERVER_FIN;
            if (flows.is(flow, Flows.CLIENT_FIN)) {
                streams.end(flow, now);
            }
        }
    }

    private void answer(int flow, Packet p, Actor sender) {
        if (!flows.is(flow, Flows.ANSWERED)) {
            goesOut(p, sender);
            flows.state[flow] |= Flows.ANSWERED;
            flows.serverNext[flow] = p.sequence() + 1;
            flows.answerFrom[flow] = p.sourceMac();
            flows.answerTo[flow] = p.targetMac();
            answeredTcp(flow);
        }
    }

    /** A refusal is an answer too: it shows that answers reach this address. */
    private void refused(int flow) {
        var client = flows.client[flow];
        if (client != null) {
            client.heard(Mix.peer(0, flows.clientLow[flow]));
        }
        floods.answered(Sort.SYN, client, flows.serverHigh[flow], flows.serverLow[flow]);
        failed(flow);
    }

    private void answeredTcp(int flow) {
        var client = flows.client[flow];
        floods.answered(Sort.SYN, client, flows.serverHigh[flow], flows.serverLow[flow]);
        answered(client, flows.clientLow[flow], flows.serverHigh[flow], flows.serverLow[flow]);
        if (client != null && !actors.inside(flows.serverHigh[flow], flows.serverLow[flow])) {
            client.beacons().answered(flows.serverHigh[flow], flows.serverLow[flow], flows.serverPort(flow));
        }
    }

    private void answered(@Nullable Actor who, long ownLow, long peerHigh, long peerLow) {
        if (who == null) {
            return;
        }
        boolean learning = who.learning(now, learn);
        who.heard(Mix.peer(0, ownLow));
        who.known.add(Mix.peer(peerHigh, peerLow), learning);
        int name = learning ? names.find(peerHigh, peerLow) : -1;
        if (name >= 0) {
            who.names.add(names.name(name));
            who.names.add(names.parent(name));
        }
    }

    private void udp(Packet p, Actor sender) {
        if (p.targetPort() == Lookups.PORT || p.sourcePort() == Lookups.PORT) {
            lookups.packet(p, sender, number, now);
        }
        int flow = flows.find(p, true);
        if (flow == Flows.NONE) {
            goesOut(p, sender);
            if (!Networks.nobody(p) && p.hops() > TRACE) {
                flow = flows.place(p, true, now);
                streams.end(flow, now);
                flows.open(flow, p, sender, true, number, now);
                waiting.add(flow, number, now + PATIENCE);
                floods.unanswered(Sort.DATAGRAM, p, sender, number, now);
                calls(p, sender);
            } else if (Networks.nobody(p)) {
                profiler.group(p, sender, now);
            }
            return;
        }
        flows.seen[flow] = now;
        if (flows.fromClient(flow, p)) {
            reflections.asked(p, sender);
            if (!flows.is(flow, Flows.ANSWERED)) {
                floods.unanswered(Sort.STREAM, p, sender, number, now);
            }
            return;
        }
        reflections.answered(p, sender, number, now);
        if (!flows.is(flow, Flows.ANSWERED)) {
            flows.state[flow] |= Flows.ANSWERED;
            goesOut(p, sender);
            answered(flows.client[flow], flows.clientLow[flow], p.sourceHigh(), p.sourceLow());
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

    private void judge() {
        int flow = waiting.flow();
        boolean same = flows.first[flow] == waiting.number();
        waiting.remove();
        if (same && !flows.is(flow, Flows.ANSWERED | Flows.OVER)) {
            failed(flow);
        }
    }

    /** A connection attempt found nobody: once per attempt. */
    private void failed(int flow) {
        var who = flows.client[flow];
        if (who == null || flows.is(flow, Flows.FAILED)) {
            return;
        }
        flows.state[flow] |= Flows.FAILED;
        boolean datagrams = flows.is(flow, Flows.DATAGRAMS);
        long high = flows.serverHigh[flow];
        long low = flows.serverLow[flow];
        int port = flows.serverPort(flow);
        boolean deaf = !who.isHeard(Mix.peer(0, flows.clientLow[flow]));
        streams.sign(flow, datagrams ? Probing.Sign.SILENCE : Probing.Sign.CLOSED, now);
        if (who.known.has(Mix.peer(high, low)) || names.find(high, low) >= 0) {
            return;
        }
        boolean stranger = !who.inside && actors.inside(high, low);
        int threshold = datagrams ? FanOut.DATAGRAMS : stranger ? FanOut.STRANGER : deaf ? FanOut.DEAF : FanOut.OWN;
        if (who.inside && !datagrams && !deaf) {
            slowScans.failed(who, flow, now);
        }
        var test = datagrams ? who.datagrams() : who.fanOut();
        if (test.failed(high, low, port, flows.begun[flow], flows.first[flow], now, threshold)) {
            scans.horizontal(who, test, port, datagrams, test.episode.against());
        }
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
                waiting.shed(),
                flows.shed());
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
