package org.tocsin.detection.detector;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.tocsin.detection.Evidence;
import org.tocsin.detection.Finding;
import org.tocsin.detection.Kind;
import org.tocsin.detection.Role;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Printable;
import org.tocsin.wire.mqtt.ClientStream;
import org.tocsin.wire.packet.Packet;

/** Puts findings into words and numbers, says who is who in them, and keeps a flood of them from drowning people. */
final class Reporter {
    private static final long MINUTE = 60_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    /** A count needs no interpretation, an outage of whoever should answer can look alike. */
    private static final double FLOOD = 0.9;

    private final Actors actors;
    private final Consumer<Finding> to;
    private final int perMinute;
    private long minuteBegan = -MINUTE;
    private int inMinute;
    private long raised;
    private long shed;
    /** Of the packet in hand. */
    private long now;

    private long number;
    private long stamp;

    Reporter(Actors actors, Consumer<Finding> to, int perMinute) {
        this.actors = actors;
        this.to = to;
        this.perMinute = perMinute;
    }

    /** @param shown what the sensor's clock shows */
    void at(long time, long packet, long shown) {
        now = time;
        number = packet;
        stamp = shown;
    }

    void horizontal(Actor who, FanOut test, int port, boolean datagrams, int usual) {
        var evidence = test.evidence(now, port);
        int count = test.peers.count(evidence);
        long span = test.peers.span(evidence);
        var peers = test.peers.addresses(evidence);
        var ports = datagrams ? List.of(port) : test.peers.ports(evidence);
        var expected = "at most " + (usual - 1) + " never-seen peers that stay silent or refuse, within 60 s";
        var observed = count + " never-seen peers tried over " + (datagrams ? "UDP" : "TCP") + " in " + seconds(span)
                + ", none answered" + again(test.episode, "peers");
        double confidence = confidence(count, usual);
        raise(
                who,
                peers.getFirst(),
                Kind.HORIZONTAL_SCAN,
                confidence,
                expected,
                observed,
                peers,
                ports,
                false,
                test.peers.firstNumber(evidence, number),
                new Evidence(
                        Math.max(count, test.episode.total()), usual - 1, span / 1_000_000, test.episode.repeats()));
    }

    void vertical(Actor who, Probing.Target target, int usual) {
        var ports = target.ports(now);
        boolean handshake = target.weight(now, true) >= usual;
        long span = target.span(now);
        int closed = target.count(now, Probing.Sign.CLOSED);
        int silent = target.count(now, Probing.Sign.SILENCE);
        int aborted = target.count(now, Probing.Sign.ABORTED);
        int probes = target.count(now, Probing.Sign.BARE) + target.count(now, Probing.Sign.TOOL);
        int count = closed + silent + aborted + probes;
        var expected = "a client reaches for the services of a host, at most 5 closed or abandoned ports within 60 s";
        var observed = new StringBuilder("in ").append(seconds(span)).append(" at one host: ");
        part(observed, closed, "closed or silent TCP port");
        part(observed, silent, "silent UDP port");
        part(observed, aborted, "connection reset without a word");
        part(observed, probes, "probe of a scanning tool");
        observed.setLength(observed.length() - 2);
        observed.append(again(target.episode, "signs"));
        raise(
                who,
                new Address(target.high, target.low),
                Kind.VERTICAL_SCAN,
                confidence(target.weight(now, false), usual),
                expected,
                observed.toString(),
                List.of(new Address(target.high, target.low)),
                ports,
                handshake,
                target.firstNumber(now, number),
                new Evidence(Math.max(count, target.episode.total()), 5, span / 1_000_000, target.episode.repeats()));
    }

    void sweep(Actor who, Sweep test, Kind kind) {
        var evidence = test.evidence(now);
        int count = test.peers.count(evidence);
        long span = test.peers.span(evidence);
        var peers = test.peers.addresses(evidence);
        var what = kind == Kind.ARP_SCAN
                ? "hardware addresses of hosts that nobody has heard of"
                : "echoes of hosts that had not answered before";
        var expected = "fewer than " + test.threshold + " such requests to different hosts within 60 s";
        var observed =
                count + " different hosts in " + seconds(span) + ": asked for " + what + again(test.episode, "hosts");
        raise(
                who,
                peers.getFirst(),
                kind,
                confidence(count, test.threshold),
                expected,
                observed,
                peers,
                List.of(),
                false,
                test.peers.firstNumber(evidence, number),
                new Evidence(
                        Math.max(count, test.episode.total()),
                        test.threshold - 1,
                        span / 1_000_000,
                        test.episode.repeats()));
    }

    void bruteForce(Actor who, Guessing.Target target) {
        long span = now - target.firstTime;
        int count = target.refusals + target.connections;
        var expected =
                "a client gets in, or gives up after a few tries: within 60 s fewer than 10 failed log-ins, which short SSH connections"
                        + " are taken for, or fewer than 20 other short connections";
        var observed = new StringBuilder();
        part(observed, target.refusals, "refused log-in");
        part(observed, target.credentialCount(), "different pair of credentials");
        part(observed, target.listed, "pair of the factory list");
        part(observed, target.ssh, "short SSH connection");
        part(observed, target.connections - target.ssh, "short connection");
        observed.setLength(observed.length() - 2);
        observed.append(" at one service in ").append(seconds(span)).append(again(target.episode, "tries"));
        raise(
                who,
                new Address(target.high, target.low),
                Kind.BRUTE_FORCE,
                target.refusals > 0 ? 0.95 : 0.8,
                expected,
                observed.toString(),
                List.of(new Address(target.high, target.low)),
                List.of(target.port),
                true,
                target.firstNumber,
                new Evidence(count, 9, span / 1_000_000, target.episode.repeats()));
    }

    /** @param seen whether the service was seen to let in */
    void factory(Actor who, Address server, int port, Attempt login, boolean seen, long first, long begun) {
        var observed = "'" + Printable.of(login.user) + "' "
                + (seen ? "logged in at try " : "tried to log in, the answer was not seen, at try ") + login.tries
                + " with a pair that is on the list of factory credentials";
        raise(
                who,
                server,
                Kind.FACTORY_CREDENTIALS,
                seen ? 0.97 : 0.6,
                "no device accepts the credentials that its maker ships",
                observed,
                List.of(server),
                List.of(port),
                true,
                first,
                new Evidence(
                        login.tries,
                        0,
                        (now - begun) / 1_000_000,
                        0,
                        seen && actors.inside(server.high(), server.low())));
    }

    void beacon(Actor who, Beaconing.Peer peer, boolean profiled, boolean named) {
        long span = now - peer.firstTime;
        var address = new Address(peer.high, peer.low);
        var expected = profiled
                ? "calls go to peers of the device's profile"
                : "devices find their services by name, and do not call an address again and again on a clock";
        var observed = peer.count + " connections to one " + (named ? "new" : "nameless") + " peer, one every "
                + seconds(peer.median()) + " (spread " + Math.round(peer.spread() * 100) + " %), " + peer.answered
                + " answered"
                + again(peer.episode, "connections");
        double confidence = peer.answered == 0 ? 0.85 : profiled ? 0.8 : 0.7;
        raise(
                who,
                address,
                Kind.BEACON,
                confidence,
                expected,
                observed,
                List.of(address),
                List.of(peer.port),
                peer.answered > 0,
                peer.firstNumber,
                new Evidence(peer.count, 0, span / 1_000_000, peer.episode.repeats()));
    }

    /** A flood comes to an address. */
    void flooded(Onslaught target, Onslaught.Sort sort, int port) {
        boolean single = target.single();
        long span = now - target.firstTime;
        var address = new Address(target.high, target.low);
        var role = actors.inside(target.high, target.low)
                ? single ? new Role.Inbound(target.source(), false) : new Role.Nameless(address)
                : single ? new Role.Stranger(target.source()) : new Role.Nameless(address);
        var subject = actors.find(target.high, target.low);
        tell(
                subject == null ? address.toString() : subject.id(),
                address,
                Kind.FLOOD,
                FLOOD,
                expected(sort),
                target.count + " " + sort.what + " in " + seconds(span) + " from "
                        + (single
                                ? "mostly one source"
                                : "about " + target.sources() + " sources, if they are not forged")
                        + again(target.episode, "packets"),
                single ? List.of(target.source()) : List.of(),
                port == 0 ? List.of() : List.of(port),
                false,
                role,
                target.firstNumber,
                new Evidence(target.count, sort.most, span / 1_000_000, target.episode.repeats()));
    }

    /** A device of ours floods somebody. */
    void floods(Actor device, Outburst out, Onslaught.Sort sort, int port) {
        var run = out.of(sort);
        long span = now - run.firstTime;
        var target = new Address(out.high, out.low);
        tell(
                device.id(),
                device.address(),
                Kind.FLOOD,
                FLOOD,
                expected(sort),
                run.count + " " + sort.what + " to one address in " + seconds(span) + ", not answered"
                        + again(run.episode, "packets"),
                List.of(target),
                port == 0 ? List.of() : List.of(port),
                false,
                new Role.OwnDevice(device.id(), device.address()),
                run.firstNumber,
                new Evidence(run.count, sort.most, span / 1_000_000, run.episode.repeats()));
    }

    private static String expected(Onslaught.Sort sort) {
        return "at most "
                + (sort.rate < 1 ? Math.round(sort.rate * 60) + " a minute" : Math.round(sort.rate) + " a second")
                + " of " + sort.usually + ", and " + sort.most + " beyond that at once";
    }

    /**
     * A station claims what is another's.
     *
     * @param station its hardware address, {@link Packet#NO_MAC} if the claim came from another than it names
     * @param own the address that is its own, 0 if none is known: the contested one is its victim's and must not be cut off
     */
    void spoofs(Claim claim, long station, long own) {
        var run = claim.contested;
        long span = now - run.firstTime;
        var contested = new Address(0, claim.low);
        boolean named = station != Packet.NO_MAC;
        var device = named ? Packet.mac(station) : contested.toString();
        var address = named && own != 0 ? new Address(0, own) : contested;
        tell(
                device,
                address,
                Kind.ARP_SPOOF,
                0.95,
                "an address that moves falls silent where it was",
                Packet.mac(claim.challenger) + " claimed unasked " + run.count + " times in " + seconds(span)
                        + " to have the address " + contested + ", which " + Packet.mac(claim.owner)
                        + " has" + again(run.episode, "claims"),
                List.of(contested),
                List.of(),
                false,
                named && own != 0 ? new Role.OwnDevice(device, address) : new Role.Nameless(contested),
                run.firstNumber,
                new Evidence(run.count, run.level.most, span / 1_000_000, run.episode.repeats()));
    }

    /** @param packet of MQTT that comes too often */
    void mqttFlood(Actor who, Broker broker, Run run, String packet) {
        mqtt(
                who,
                broker,
                Kind.MQTT_FLOOD,
                "at most " + run.level.usual() + " " + packet + " a second of one client, and " + run.level.most
                        + " beyond that at once",
                run.count + " " + packet + " in " + seconds(now - run.firstTime) + again(run.episode, packet),
                run.firstNumber,
                new Evidence(run.count, run.level.most, (now - run.firstTime) / 1_000_000, run.episode.repeats()));
    }

    void mqttBroken(Actor who, Broker broker, ClientStream.Violation how) {
        var run = broker.broken;
        mqtt(
                who,
                broker,
                Kind.MQTT_BROKEN,
                "a client's messages keep to MQTT; " + run.level.most + " that do not are a bug",
                run.count + " connections in " + seconds(now - run.firstTime)
                        + " ended in broken messages, the latest in " + how.words() + again(run.episode, "connections"),
                run.firstNumber,
                new Evidence(run.count, run.level.most, (now - run.firstTime) / 1_000_000, run.episode.repeats()));
    }

    void mqttHeld(Actor who, Broker broker, long begun, long first) {
        mqtt(
                who,
                broker,
                Kind.MQTT_HELD,
                "a session is opened to be used; at most " + (Broker.HELD - 1)
                        + " of one client wait without a word, for hours or without a limit",
                broker.idle + " sessions are held without use" + again(broker.held, "events"),
                first,
                new Evidence(broker.idle, Broker.HELD - 1, (now - begun) / 1_000_000, broker.held.repeats()));
    }

    private void mqtt(
            Actor who, Broker broker, Kind kind, String expected, String observed, long first, Evidence evidence) {
        var address = new Address(broker.high, broker.low);
        raise(
                who,
                address,
                kind,
                FLOOD,
                expected,
                observed + (broker.everything ? "; it has subscribed to all that is said there" : ""),
                List.of(address),
                List.of(broker.port),
                true,
                first,
                evidence);
    }

    private void raise(
            Actor who,
            Address other,
            Kind kind,
            double confidence,
            String expected,
            String observed,
            List<Address> peers,
            List<Integer> ports,
            boolean handshake,
            long first,
            Evidence evidence) {
        boolean inbound = !who.inside && actors.inside(other.high(), other.low());
        boolean theirs = kind == Kind.FACTORY_CREDENTIALS || inbound;
        var subject = theirs ? actors.find(other.high(), other.low()) : who;
        var address = theirs ? other : who.address();
        var role = inbound ? new Role.Inbound(who.address(), handshake) : role(who, other, kind);
        tell(
                subject == null ? address.toString() : subject.id(),
                address,
                kind,
                confidence,
                expected,
                observed,
                theirs ? List.of(who.address()) : peers,
                ports,
                handshake,
                role,
                first,
                evidence);
    }

    private void tell(
            String device,
            Address address,
            Kind kind,
            double confidence,
            String expected,
            String observed,
            List<Address> peers,
            List<Integer> ports,
            boolean handshake,
            Role role,
            long first,
            Evidence evidence) {
        if (Math.abs(now - minuteBegan) >= MINUTE) {
            minuteBegan = now;
            inMinute = 0;
        }
        if (inMinute >= perMinute) {
            shed++;
            return;
        }
        inMinute++;
        raised++;
        to.accept(new Finding(
                instant(stamp),
                number,
                first,
                device,
                address,
                kind,
                confidence,
                expected,
                observed,
                peers,
                ports,
                handshake,
                role,
                evidence));
    }

    private static Role role(Actor who, Address other, Kind kind) {
        if (!who.inside) {
            return new Role.Stranger(who.address());
        }
        return kind == Kind.BEACON ? new Role.CallHome(other) : new Role.OwnDevice(who.id(), who.address());
    }

    private static double confidence(int count, int usual) {
        return Math.min(0.99, 0.9 + 0.03 * (count - usual));
    }

    private static void part(StringBuilder text, int count, String what) {
        if (count > 0) {
            text.append(count)
                    .append(' ')
                    .append(count == 1 ? what : plural(what))
                    .append(", ");
        }
    }

    private static String plural(String what) {
        int space = what.indexOf(' ');
        return what.startsWith("connection ")
                        || what.startsWith("probe ")
                        || what.startsWith("pair ")
                        || what.startsWith("different pair")
                ? what.replaceFirst("connection|probe|pair", "$0s")
                : space > 0 ? what + "s" : what;
    }

    private static String again(Episode episode, String what) {
        return episode.repeats() == 0 ? "" : "; still running, at least " + episode.total() + " " + what + " so far";
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, SECOND), Math.floorMod(nanos, SECOND));
    }

    private static String seconds(long nanos) {
        double value = Math.max(0, nanos) / 1e9;
        if (value < 0.01) {
            return String.format(Locale.ROOT, "%.1f ms", value * 1000);
        }
        return value < 120
                ? String.format(Locale.ROOT, "%.1f s", value)
                : String.format(Locale.ROOT, "%.0f min", value / 60);
    }

    long raised() {
        return raised;
    }

    long shed() {
        return shed;
    }
}
