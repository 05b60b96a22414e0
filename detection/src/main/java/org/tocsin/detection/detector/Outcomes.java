package org.tocsin.detection.detector;

import org.jspecify.annotations.Nullable;

/** Who reaches out, and what becomes of it: an answer, a refusal, or silence until patience is over. */
final class Outcomes {
    /** Without an answer for so long, a connection attempt has failed. */
    private static final long PATIENCE = 1_000_000_000L;

    private final long learn;
    private final Flows flows;
    private final Actors actors;
    private final Names names;
    private final ScanReport scans;
    private final SlowScans slowScans;
    private final Streams streams;
    private final Waiting waiting = new Waiting();
    private final Cases<Excused> named = new Cases<>(Excused.class);

    Outcomes(
            long learn,
            Flows flows,
            Actors actors,
            Names names,
            ScanReport scans,
            SlowScans slowScans,
            Streams streams) {
        this.learn = learn;
        this.flows = flows;
        this.actors = actors;
        this.names = names;
        this.scans = scans;
        this.slowScans = slowScans;
        this.streams = streams;
    }

    /** A connection is opened. */
    void await(int flow, long number, long now) {
        waiting.add(flow, number, now + PATIENCE);
    }

    boolean isDue(long until) {
        return waiting.isDue(until);
    }

    /** When the patience with the first is over. */
    long due() {
        return waiting.due();
    }

    /** The patience with the first is over. */
    void judge(long now) {
        int flow = waiting.flow();
        boolean same = flows.first[flow] == waiting.number();
        waiting.remove();
        if (same && !flows.is(flow, Flows.ANSWERED | Flows.OVER)) {
            failed(flow, now);
        }
    }

    /** Whoever was in the middle of something is not waited for. */
    void clear() {
        waiting.clear();
    }

    long shed() {
        return waiting.shed();
    }

    /** Somebody was answered: that answers reach his address is known from now on, and whom he knows. */
    void answered(@Nullable Actor who, long ownLow, long peerHigh, long peerLow, long now) {
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

    /** Names are given by whoever answers for them, be it the attacker himself: they excuse a few silent peers at a time. */
    private boolean tooMany(Actor who, int flow, long now) {
        long key = who.key();
        var excused = named.at(key, now, () -> new Excused(key));
        return excused.isTooMany(Mix.peer(flows.serverHigh[flow], flows.serverLow[flow]), flows.serverPort(flow), now);
    }

    /** A connection attempt found nobody: once per attempt. */
    void failed(int flow, long now) {
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
        if (who.known.has(Mix.peer(high, low)) || (names.find(high, low) >= 0 && !tooMany(who, flow, now))) {
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
}
