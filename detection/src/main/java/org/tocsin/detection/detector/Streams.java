package org.tocsin.detection.detector;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.tocsin.detection.FactoryList;
import org.tocsin.kernel.Address;
import org.tocsin.wire.login.LoginListener.Outcome;
import org.tocsin.wire.login.LoginReader;
import org.tocsin.wire.packet.Packet;
import org.tocsin.wire.packet.Payload;
import org.tocsin.wire.ssh.SshBanner;

/**
 * What is said on the connections that are followed: their protocol by the first bytes, log-ins, and how they end. Bytes are
 * taken in order, each once; what is missing is told to the reader.
 */
final class Streams implements Sequencer.Listener {
    /** A log-in that fails is over within this. */
    private static final long SHORT = 20_000_000_000L;

    private static final int SHORT_CLIENT = 8 << 10;
    private static final int SHORT_SERVER = 16 << 10;
    /** Readers at work at once; a connection beyond goes unread, its length and rate are still judged. */
    private static final int READERS = 8192;

    private static final byte[] BARE = "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final String[] TOOLS = {"Nmap Scripting Engine", "masscan/", "zgrab/", "Nikto/", "sqlmap/", "Nuclei"
    };

    /** How long the set-up of a new device may take. */
    private static final long SETUP = 3_600_000_000_000L;

    private final Flows flows;
    private final Actors actors;
    private final ScanReport scans;
    private final LoginReport logins;
    private final Gallery gallery;
    private final FactoryList factory = FactoryList.shipped();
    private final Messages messages;
    private final Uploads uploads;
    private final Sequencer sequencer;
    private final Openings openings;
    private final Room room;
    private int readers;

    Streams(Flows flows, Actors actors, Reporter reporter, ScanReport scans, Gallery gallery, Uploads uploads) {
        this.uploads = uploads;
        this.gallery = gallery;
        this.flows = flows;
        this.actors = actors;
        this.scans = scans;
        this.logins = new LoginReport(actors, reporter);
        this.messages = new Messages(flows, reporter);
        this.sequencer = new Sequencer(flows, this);
        this.openings = new Openings(flows);
        this.room = new Room(flows, flows.reader);
    }

    /** A handshake has completed both ways. */
    void proven(int flow, long now) {
        if (!flows.is(flow, Flows.OVER)) {
            messages.proven(flow, now);
        }
    }

    /** A packet of a client with bytes in it. What comes behind the end belongs to nothing: it must leave nothing for the next. */
    void client(int flow, Packet p, long now) {
        if (!flows.is(flow, Flows.OVER)) {
            sequencer.take(flow, true, p, now);
        }
    }

    /** A packet of a server with bytes in it. */
    void server(int flow, Packet p, long now) {
        if (!flows.is(flow, Flows.OVER)) {
            sequencer.take(flow, false, p, now);
        }
    }

    /** One side says up to where it has read the other. */
    void acknowledged(int flow, boolean ofClient, int number, long now) {
        if (!flows.is(flow, Flows.OVER)) {
            sequencer.acknowledged(flow, ofClient, number, now);
        }
    }

    @Override
    public boolean follows(int flow, boolean fromClient) {
        return !flows.is(flow, fromClient ? Flows.CLIENT_SEEN : Flows.SERVER_SEEN)
                || flows.reader[flow] != null
                || (fromClient && messages.follows(flow));
    }

    @Override
    public void hear(int flow, boolean fromClient, Payload piece, boolean gap, long now) {
        if (fromClient) {
            clientSays(flow, piece, gap, now);
        } else {
            serverSays(flow, piece, gap, now);
        }
    }

    private void clientSays(int flow, Payload piece, boolean gap, long now) {
        count(flow, true, piece.payloadLength(), now);
        if (flows.is(flow, Flows.CLIENT_SEEN)) {
            clientGoesOn(flow, piece, false, gap, now);
            return;
        }
        var opening = openings.client(flow, piece, gap);
        if (opening != null) {
            clientBegins(flow, opening, gap, now);
        }
    }

    private void clientBegins(int flow, Payload opening, boolean gap, long now) {
        flows.state[flow] |= Flows.CLIENT_SEEN;
        introduceClient(flow, opening, now);
        first(flow, opening, now);
        clientGoesOn(flow, opening, true, gap, now);
    }

    private void clientGoesOn(int flow, Payload piece, boolean start, boolean gap, long now) {
        int length = piece.payloadLength();
        int there = piece.payloadCaptured();
        messages.client(flow, piece, start, !gap && there == length, now);
        var reader = flows.reader[flow];
        if (reader != null) {
            if (gap) {
                reader.clientGap();
            }
            reader.client(piece.bytes(), piece.payload(), there);
            if (there < length) {
                reader.clientGap();
            }
        }
    }

    /** What a client has said so far is all that it says for now. */
    private void hearOut(int flow, long now) {
        var held = openings.held(flow);
        if (held != null) {
            clientBegins(flow, held, false, now);
        }
    }

    private void serverSays(int flow, Payload piece, boolean gap, long now) {
        hearOut(flow, now);
        if (!flows.is(flow, Flows.SERVER_SEEN)) {
            flows.state[flow] |= Flows.SERVER_SEEN;
            introduceServer(flow, piece, now);
        }
        count(flow, false, piece.payloadLength(), now);
        var said = greeting(flow, piece);
        int there = said.payloadCaptured();
        var reader = flows.reader[flow];
        if (reader != null) {
            if (gap) {
                reader.serverGap();
            }
            reader.server(said.bytes(), said.payload(), there);
            if (piece.payloadCaptured() < piece.payloadLength()) {
                reader.serverGap();
            }
            decide(flow, now);
        }
    }

    /** One side has said more, whatever it is. */
    void count(int flow, boolean byClient, int length, long now) {
        int[] bytes = byClient ? flows.clientBytes : flows.serverBytes;
        int before = bytes[flow];
        bytes[flow] = before + length;
        uploads.sent(flow, byClient, before, now);
    }

    private void introduceClient(int flow, Payload p, long now) {
        var client = flows.client[flow];
        if (client != null && p.payloadCaptured() > 0) {
            gallery.client(client, p, now);
        }
    }

    private void introduceServer(int flow, Payload p, long now) {
        var server = actors.find(flows.serverHigh[flow], flows.serverLow[flow]);
        if (server != null && server.inside && p.payloadCaptured() > 0) {
            gallery.server(server, p, now);
        }
    }

    /**
     * A server may still show that it asks for a log-in, whatever the client has begun with.
     *
     * @return what its reader is to hear: the piece, or with what came before it
     */
    private Payload greeting(int flow, Payload piece) {
        var reader = flows.reader[flow];
        if (flows.is(flow, Flows.GREETED)) {
            return piece;
        }
        var said = openings.server(flow, piece);
        if (said == null || (reader != null && (reader.isAsked() || !openings.isFirst(flow, said)))) {
            return piece;
        }
        if (SshBanner.begins(said.bytes(), said.payload(), said.payloadCaptured())) {
            flows.state[flow] |= Flows.SSH;
            return piece;
        }
        var attempt = new Attempt(factory);
        var greets = LoginReader.forServer(said.bytes(), said.payload(), said.payloadCaptured(), attempt);
        if (greets == null || (reader == null && !hasRoom())) {
            return piece;
        }
        flows.state[flow] |= Flows.GREETED;
        readers -= reader == null ? 0 : 1;
        follow(flow, greets, attempt);
        return said;
    }

    private void follow(int flow, @Nullable LoginReader reader, Attempt attempt) {
        if (reader != null) {
            flows.reader[flow] = reader;
            flows.attempt[flow] = attempt;
            attempt.unattended = reader.isUnattended();
            attempt.fetched = reader.isFetched();
            readers++;
        }
    }

    /** Whether one more may be read; if need be, one that was silent for long is read no further. */
    private boolean hasRoom() {
        if (readers == READERS) {
            int silent = room.silent();
            if (silent != Room.NOBODY) {
                flows.reader[silent] = null;
                readers--;
            }
        }
        return readers < READERS;
    }

    /** Connections that were read no further, or not at all, because too many were read at once. */
    long shed() {
        return room.asked() + messages.shed();
    }

    /** The first bytes of a client tell the protocol, and whether they are a probe. */
    private void first(int flow, Payload p, long now) {
        int there = p.payloadCaptured();
        if (there >= 2 && p.bytes()[p.payload()] == 0x16 && p.bytes()[p.payload() + 1] == 3) {
            flows.state[flow] |= Flows.WEB;
            return;
        }
        if (SshBanner.begins(p.bytes(), p.payload(), there)) {
            flows.state[flow] |= Flows.SSH;
            return;
        }
        if (flows.reader[flow] != null) {
            return;
        }
        var attempt = new Attempt(factory);
        var reader = LoginReader.forClient(p.bytes(), p.payload(), there, attempt);
        if (reader == null) {
            return;
        }
        if (p.bytes()[p.payload()] >= 'A' && p.bytes()[p.payload()] <= 'Z') {
            flows.state[flow] |= p.bytes()[p.payload()] == 'P' ? Flows.WEB | Flows.POSTS : Flows.WEB;
            probes(flow, p, there, now);
        }
        if (hasRoom()) {
            follow(flow, reader, attempt);
        }
    }

    private void probes(int flow, Payload p, int there, long now) {
        if (p.payloadLength() == BARE.length
                && there == BARE.length
                && java.util.Arrays.equals(p.bytes(), p.payload(), p.payload() + there, BARE, 0, BARE.length)) {
            sign(flow, Probing.Sign.BARE, now);
            return;
        }
        var head = new String(p.bytes(), p.payload(), Math.min(there, 512), StandardCharsets.ISO_8859_1);
        for (var tool : TOOLS) {
            if (head.contains(tool)) {
                sign(flow, Probing.Sign.TOOL, now);
                return;
            }
        }
    }

    /** Notes a sign of a vertical scan and raises it when there are enough. */
    void sign(int flow, Probing.Sign sign, long now) {
        var who = flows.client[flow];
        if (who == null) {
            return;
        }
        boolean deaf = !flows.is(flow, Flows.ANSWERED) && !who.isHeard(Mix.peer(0, flows.clientLow[flow]));
        int threshold = deaf ? Probing.deaf(sign) : Probing.ENOUGH;
        var ports = who.ports();
        boolean due = ports.sign(
                flows.serverHigh[flow],
                flows.serverLow[flow],
                flows.serverPort(flow),
                sign,
                flows.begun[flow],
                flows.first[flow],
                flows.proven(flow),
                now,
                threshold);
        var target = ports.latest();
        if (due && target != null) {
            scans.vertical(who, target, threshold);
        }
    }

    /** After bytes of the server: what became of a log-in. */
    private void decide(int flow, long now) {
        var login = flows.attempt[flow];
        if (login == null || !login.decided || !flows.is(flow, Flows.PROVEN)) {
            return;
        }
        login.decided = false;
        readable(flow, now);
        if (login.outcome == Outcome.ACCEPTED) {
            flows.state[flow] |= Flows.ADMITTED;
            if (login.listed) {
                factory(flow, login, true, now);
            }
        } else if (login.outcome == Outcome.REFUSED) {
            refused(flow, login, now);
        }
    }

    /** That a log-in could be read here is a weakness of both sides. */
    private void readable(int flow, long now) {
        var reader = flows.reader[flow];
        var client = flows.client[flow];
        var server = actors.find(flows.serverHigh[flow], flows.serverLow[flow]);
        if (reader == null) {
            return;
        }
        if (server != null && server.inside) {
            gallery.readable(server, reader.protocol(), flows.serverPort(flow), true, now);
        }
        if (client != null && client.inside) {
            gallery.readable(client, reader.protocol(), flows.serverPort(flow), false, now);
        }
    }

    private void factory(int flow, Attempt login, boolean seen, long now) {
        var who = flows.client[flow];
        if (who == null || makersApp(flow, who, login, now)) {
            return;
        }
        long high = flows.serverHigh[flow];
        long low = flows.serverLow[flow];
        int port = flows.serverPort(flow);
        var guesses = who.logins();
        boolean habit = login.fetched
                || (login.unattended && !guesses.tried(high, low, port, flows.proven(flow), login.pair, now));
        if (guesses.factory(high, low, port, flows.proven(flow), habit, now)) {
            logins.factory(
                    who,
                    new Address(high, low),
                    port,
                    login,
                    seen,
                    habit,
                    flows.proven(flow),
                    flows.first[flow],
                    flows.begun[flow]);
        }
    }

    /**
     * The maker's own app sets a new device up: from inside, at the first try, by posting to the device's interface. That the pair
     * is still in use when the set-up is over is told.
     */
    private boolean makersApp(int flow, Actor who, Attempt login, long now) {
        var device = actors.find(flows.serverHigh[flow], flows.serverLow[flow]);
        return who.inside
                && device != null
                && device.inside
                && login.tries == 1
                && flows.is(flow, Flows.POSTS)
                && now - device.firstSeen < SETUP;
    }

    private void refused(int flow, Attempt login, long now) {
        var who = flows.client[flow];
        if (who == null) {
            return;
        }
        boolean given = !login.user.isEmpty() || login.pair != 0;
        var test = who.logins();
        boolean due = test.refused(
                flows.serverHigh[flow],
                flows.serverLow[flow],
                flows.serverPort(flow),
                flows.proven(flow),
                login.pair,
                login.listed,
                login.fetched,
                given,
                flows.begun[flow],
                flows.first[flow],
                now);
        report(who, test, due);
    }

    private void report(Actor who, Guessing test, boolean due) {
        var target = test.latest();
        if (due && target != null) {
            logins.bruteForce(who, target);
        }
    }

    /** A connection ends, or its place is taken: told once. */
    void end(int flow, long now) {
        var who = flows.client[flow];
        if (who == null || flows.is(flow, Flows.OVER | Flows.DATAGRAMS)) {
            return;
        }
        hearOut(flow, now);
        flows.state[flow] |= Flows.OVER;
        messages.end(flow);
        sequencer.end(flow);
        openings.end(flow);
        var login = flows.attempt[flow];
        if (flows.reader[flow] != null) {
            flows.reader[flow] = null;
            flows.attempt[flow] = null;
            readers--;
        }
        if (!flows.is(flow, Flows.PROVEN)) {
            return;
        }
        uploads.ended(flow, now);
        if (login != null && login.open && login.listed) {
            factory(flow, login, false, now);
        }
        boolean brief = now - flows.begun[flow] <= SHORT
                && flows.clientBytes[flow] <= SHORT_CLIENT
                && flows.serverBytes[flow] <= SHORT_SERVER
                && flows.clientBytes[flow] + flows.serverBytes[flow] > 0;
        boolean read = login != null && login.tries > 0 && !login.open;
        if (brief && !read && !flows.is(flow, Flows.WEB | Flows.ADMITTED)) {
            var test = who.logins();
            boolean due = test.connection(
                    flows.serverHigh[flow],
                    flows.serverLow[flow],
                    flows.serverPort(flow),
                    flows.proven(flow),
                    flows.is(flow, Flows.SSH),
                    flows.begun[flow],
                    flows.first[flow],
                    now);
            report(who, test, due);
        }
    }

    void forgive(Actor who) {
        messages.forgive(who);
    }

    /** Forgets what is open. */
    void clear() {
        messages.clear();
        sequencer.clear();
        openings.clear();
        flows.clear();
        readers = 0;
    }

    /** Log-ins that were never answered are told at the end. */
    void finish(long now) {
        for (int flow = 0; flow < flows.client.length; flow++) {
            var login = flows.attempt[flow];
            if (login != null && login.open && login.listed && flows.is(flow, Flows.PROVEN)) {
                factory(flow, login, false, now);
                login.open = false;
            }
        }
    }
}
