package org.tocsin.detection.detector;

import org.jspecify.annotations.Nullable;
import org.tocsin.wire.dhcp.DhcpMessage;
import org.tocsin.wire.packet.Packet;

/**
 * Who gives out addresses (DHCP). Two servers that answer one and the same question with another router or resolver send devices two
 * ways; the one that came later is the one to look at, unless it is the router or a resolver. Servers that stand in for each other say the same. And who asks without end
 * leaves nothing for others.
 */
final class Leases {
    /** So long a server has to have served before another is taken for the intruder. */
    private static final long SETTLED = 600_000_000_000L;
    /** Both answers to one question come within this. */
    private static final long TOGETHER = 30_000_000_000L;

    private final Cases<Lease> questions = new Cases<>(Lease.class);
    private final Cases<Server> servers = new Cases<>(Server.class);
    private final Run requests = new Run(new Level(20, 300));
    private final Actors actors;
    private final LeaseReport report;
    /** Who asks more than all others together (Boyer and Moore's vote). */
    private long asker = Packet.NO_MAC;

    private int votes;

    /** A server, by its station. */
    static final class Server implements Cases.Case {
        final long station;
        final long since;
        final Episode episode = new Episode();
        int address;
        private long last;

        private Server(long station, long now) {
            this.station = station;
            this.since = now;
        }

        @Override
        public long key() {
            return Mix.mix(station);
        }

        /** A flood of made-up servers pushes out none that has stood for a while. */
        @Override
        public float weight(long now) {
            return last - since >= SETTLED ? 1 : 0;
        }
    }

    /** A question, and what was answered to it first. */
    private static final class Lease implements Cases.Case {
        private final long key;
        private long asked;
        /** The station that it came from. */
        private long asker;

        private long station;
        private @Nullable DhcpMessage answer;
        private long number;
        private long time;

        private Lease(long key) {
            this.key = key;
        }

        /** Asked again at once it is the same question, whoever repeats it. */
        private void ask(long from, long now) {
            if (asked == 0 || now - asked > TOGETHER) {
                asked = now;
                asker = from;
                answer = null;
            }
        }

        private void answer(long from, DhcpMessage said, long at, long now) {
            station = from;
            answer = said;
            number = at;
            time = now;
        }

        @Override
        public long key() {
            return key;
        }

        @Override
        public float weight(long now) {
            return now - asked < TOGETHER ? 1 : 0;
        }
    }

    Leases(Actors actors, Reporter reporter) {
        this.actors = actors;
        this.report = new LeaseReport(actors, reporter);
    }

    /** A datagram from or to the ports of DHCP; what it is not is passed over. */
    void datagram(Packet p, long number, long now) {
        var message = DhcpMessage.read(p.bytes(), p.payload(), p.payloadCaptured());
        if (message == null) {
            return;
        }
        long key = Mix.mix(message.transaction() ^ Mix.mix(message.clientMac()));
        if (!message.fromServer()) {
            questions.at(key, now, () -> new Lease(key)).ask(p.sourceMac(), now);
            asked(p, number, now);
        } else if (Macs.usable(p.sourceMac()) && message.clientMac() != 0 && message.router() != 0) {
            answered(p, message, key, number, now);
        }
    }

    private void asked(Packet p, long number, long now) {
        if (votes == 0) {
            asker = p.sourceMac();
        }
        votes += asker == p.sourceMac() ? 1 : -1;
        if (requests.add(1, number, now)) {
            var device = votes * 2 > requests.count ? actors.device(asker) : null;
            report.exhausts(device != null && device.settled() ? device : null, requests);
        }
    }

    /** What nobody else asked for makes nobody a server: who answers himself early would pass for the older one later. */
    private void answered(Packet p, DhcpMessage message, long key, long number, long now) {
        var question = questions.find(key);
        if (question == null || now - question.asked > TOGETHER || question.asker == p.sourceMac()) {
            return;
        }
        long station = p.sourceMac();
        var server = servers.at(Mix.mix(station), now, () -> new Server(station, now));
        server.last = now;
        server.address = message.server();
        var first = question.answer;
        if (first == null) {
            question.answer(station, message, number, now);
        } else if (question.station != station && differ(first, message)) {
            contested(question, first, server, message, now);
        }
    }

    /** The router and the resolver of a network are no intruders, however late they were seen. */
    private boolean serves(long station, long now) {
        var device = actors.device(station);
        return actors.routes(station) || (device != null && device.resolves(now));
    }

    private static boolean differ(DhcpMessage one, DhcpMessage other) {
        return one.router() != other.router() || (one.resolver() != other.resolver() && other.resolver() != 0);
    }

    private void contested(Lease first, DhcpMessage said, Server second, DhcpMessage answer, long now) {
        var before = servers.find(Mix.mix(first.station));
        if (before == null) {
            return;
        }
        boolean firstIsOlder = before.since <= second.since;
        var older = firstIsOlder ? before : second;
        var younger = firstIsOlder ? second : before;
        younger.episode.touch(now);
        younger.episode.grow();
        if (younger.episode.raise(1, 1)) {
            var lured = firstIsOlder ? answer : said;
            var usual = firstIsOlder ? said : answer;
            boolean known = younger.since - older.since >= SETTLED && !serves(younger.station, now);
            report.contests(younger, known, usual, lured, first.number, now - first.time);
        }
    }
}
