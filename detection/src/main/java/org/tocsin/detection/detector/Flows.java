package org.tocsin.detection.detector;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tocsin.wire.login.LoginReader;
import org.tocsin.wire.packet.Packet;

/**
 * The connections that are followed, in plain arrays: sets of eight, where those whose handshake never completed go first, so
 * that a flood of SYNs can't push a live connection out. "Client" is who opened it.
 */
final class Flows {
    static final int NONE = -1;

    /** The server answered with the right acknowledgement. */
    static final int ANSWERED = 1;
    /** The client confirmed with the right acknowledgement: both ways proven. */
    static final int PROVEN = 2;

    static final int CLIENT_FIN = 16;
    static final int SERVER_FIN = 32;
    static final int OVER = 64;
    /** Failed, and told so once. */
    static final int FAILED = 128;

    /** What is spoken carries many short connections by nature: TLS or HTTP. */
    static final int WEB = 256;

    static final int SSH = 512;
    static final int DATAGRAMS = 1024;
    /** First payloads of both sides were looked at. */
    static final int CLIENT_SEEN = 2048;

    static final int SERVER_SEEN = 4096;
    /** A log-in was read and accepted. */
    static final int ADMITTED = 8192;

    /** The client's first request is an HTTP POST. */
    static final int POSTS = 16384;

    /**
     * The stations of its two sides do not answer each other ({@link Macs#carry}): one of ours may have made it up. What is found in
     * it is told, and blames nobody.
     */
    static final int CROSSED = 32768;

    /** Somebody sent a SYN with another number while it was live: the next one, if the server says so. */
    private static final int CLAIMED = 65536;

    /** So long after its last packet a connection may still be live. */
    private static final long SILENT = 600_000_000_000L;

    /** No answer of DNS named its server; what the client says first may. */
    static final int UNNAMED = 131072;

    /** Its server has asked for a log-in. */
    static final int GREETED = 262144;

    private static final int WAYS = 8;

    final long[] clientHigh;
    final long[] clientLow;
    final long[] serverHigh;
    final long[] serverLow;
    /** Client port in the upper half, server port in the lower. */
    final int[] ports;

    final int[] state;
    final long[] begun;
    final long[] seen;
    final long[] first;
    final int[] clientNext;
    final int[] serverNext;
    final int[] clientStart;
    /** What the other side has acknowledged of each. */
    private final int[] clientAcknowledged;

    private final int[] serverAcknowledged;
    final int[] clientBytes;
    final int[] serverBytes;
    /** Hardware addresses that the server's answer came from and went to, and that the client's first packet came from. */
    final long[] answerFrom;

    final long[] answerTo;
    final long[] clientFrom;
    /** Number and station of the SYN that claims to begin the next connection. */
    private final int[] claimStart;

    private final long[] claimFrom;
    final @Nullable Actor[] client;
    final @Nullable LoginReader[] reader;
    final @Nullable Attempt[] attempt;
    private final int sets;
    private final long seed;
    private long shed;

    /** @param seed unpredictable, so that nobody can choose ports whose connections push another out */
    Flows(int size, long seed) {
        this.seed = seed;
        clientHigh = new long[size];
        clientLow = new long[size];
        serverHigh = new long[size];
        serverLow = new long[size];
        ports = new int[size];
        state = new int[size];
        begun = new long[size];
        seen = new long[size];
        first = new long[size];
        clientNext = new int[size];
        serverNext = new int[size];
        clientStart = new int[size];
        clientAcknowledged = new int[size];
        serverAcknowledged = new int[size];
        clientBytes = new int[size];
        serverBytes = new int[size];
        answerFrom = new long[size];
        answerTo = new long[size];
        clientFrom = new long[size];
        claimStart = new int[size];
        claimFrom = new long[size];
        client = new @Nullable Actor[size];
        reader = new @Nullable LoginReader[size];
        attempt = new @Nullable Attempt[size];
        sets = size / WAYS;
    }

    /** The connection of a packet in either direction, or {@link #NONE}. */
    int find(Packet p, boolean datagrams) {
        int set = set(p, datagrams);
        int out = p.sourcePort() << 16 | p.targetPort();
        int back = p.targetPort() << 16 | p.sourcePort();
        for (int i = set; i < set + WAYS; i++) {
            if (client[i] == null || (state[i] & DATAGRAMS) != 0 != datagrams) {
                continue;
            }
            if (ports[i] == out && clientLow[i] == p.sourceLow() && serverLow[i] == p.targetLow()) {
                if (clientHigh[i] == p.sourceHigh() && serverHigh[i] == p.targetHigh()) {
                    return i;
                }
            } else if (ports[i] == back
                    && clientLow[i] == p.targetLow()
                    && serverLow[i] == p.sourceLow()
                    && clientHigh[i] == p.targetHigh()
                    && serverHigh[i] == p.sourceHigh()) {
                return i;
            }
        }
        return NONE;
    }

    /** Whether a packet of that connection comes from its client. */
    boolean fromClient(int flow, Packet p) {
        return ports[flow] >>> 16 == p.sourcePort()
                && clientLow[flow] == p.sourceLow()
                && clientHigh[flow] == p.sourceHigh();
    }

    int serverPort(int flow) {
        return ports[flow] & 0xffff;
    }

    /** The place that a new connection will take: free, over, or of the least loss. */
    int place(Packet p, boolean datagrams, long now) {
        int set = set(p, datagrams);
        int victim = set;
        long best = Long.MIN_VALUE;
        for (int i = set; i < set + WAYS; i++) {
            if (client[i] == null) {
                return i;
            }
            long age = now - seen[i];
            long loss = (state[i] & OVER) != 0 ? Long.MAX_VALUE >> 1 : (state[i] & PROVEN) != 0 ? age / 256 : age;
            if (loss > best) {
                best = loss;
                victim = i;
            }
        }
        if ((state[victim] & (OVER | PROVEN)) == PROVEN) {
            shed++;
        }
        return victim;
    }

    /** Makes the place the connection that this packet opens. */
    void open(int flow, Packet p, Actor from, boolean datagrams, long number, long now) {
        clientHigh[flow] = p.sourceHigh();
        clientLow[flow] = p.sourceLow();
        serverHigh[flow] = p.targetHigh();
        serverLow[flow] = p.targetLow();
        ports[flow] = p.sourcePort() << 16 | p.targetPort();
        client[flow] = from;
        begin(flow, datagrams ? DATAGRAMS : 0, p.sequence(), p.sourceMac(), number, now);
    }

    /** Makes the place a connection whose SYN was not followed, by the answer to it. */
    void openAnswered(int flow, Packet answer, Actor from, int start, long station, long number, long at) {
        clientHigh[flow] = answer.targetHigh();
        clientLow[flow] = answer.targetLow();
        serverHigh[flow] = answer.sourceHigh();
        serverLow[flow] = answer.sourceLow();
        ports[flow] = answer.targetPort() << 16 | answer.sourcePort();
        client[flow] = from;
        begin(flow, 0, start, station, number, at);
    }

    private void begin(int flow, int kind, int start, long station, long number, long now) {
        state[flow] = kind;
        begun[flow] = now;
        seen[flow] = now;
        first[flow] = number;
        clientStart[flow] = start;
        clientFrom[flow] = station;
        clientNext[flow] = start + 1;
        clientAcknowledged[flow] = start + 1;
        serverNext[flow] = 0;
        clientBytes[flow] = 0;
        serverBytes[flow] = 0;
        reader[flow] = null;
        attempt[flow] = null;
    }

    /** The server takes the client's SYN. */
    void answered(int flow, Packet p) {
        state[flow] |= ANSWERED;
        serverNext[flow] = p.sequence() + 1;
        serverAcknowledged[flow] = p.sequence() + 1;
        answerFrom[flow] = p.sourceMac();
        answerTo[flow] = p.targetMac();
    }

    /** Sequence numbers that are expected of a side. */
    int[] next(boolean fromClient) {
        return fromClient ? clientNext : serverNext;
    }

    /** Up to where the bytes of a side have come to the other. */
    int[] acknowledged(boolean fromClient) {
        return fromClient ? clientAcknowledged : serverAcknowledged;
    }

    /**
     * Whether the other side takes a reset: its number is the next, perhaps behind a FIN (RFC 5961, section 3.2), or it refuses the SYN
     * (RFC 9293, section 3.5.2).
     */
    boolean resets(int flow, Packet p, boolean fromClient) {
        if (!fromClient && !is(flow, ANSWERED)) {
            return p.has(Packet.ACK) && p.acknowledgement() == clientStart[flow] + 1;
        }
        int ahead = p.sequence() - next(fromClient)[flow];
        return ahead == 0 || ahead == 1 || p.sequence() == acknowledged(fromClient)[flow];
    }

    /** Whether a SYN must not end it: who could, would hide what follows by one made-up packet. */
    boolean isLive(int flow, long now) {
        return (state[flow] & (ANSWERED | OVER | DATAGRAMS)) == ANSWERED && now - seen[flow] < SILENT;
    }

    /** A SYN of the client's side comes while the connection is live. */
    void claim(int flow, Packet p) {
        compare(flow, p, true);
        if (p.sequence() != clientStart[flow]) {
            state[flow] |= CLAIMED;
            claimStart[flow] = p.sequence();
            claimFrom[flow] = p.sourceMac();
        }
    }

    /** Whether the server takes the SYN that claimed to begin the next connection. */
    boolean answersClaim(int flow, Packet p) {
        return is(flow, CLAIMED) && p.acknowledgement() == claimStart[flow] + 1;
    }

    /** Begins the next connection between the two, at whose SYN the server's answer points. */
    void renew(int flow, long number, long now) {
        begin(flow, 0, claimStart[flow], claimFrom[flow], number, now);
    }

    /** Forgets all of them. */
    void clear() {
        Arrays.fill(client, null);
        Arrays.fill(reader, null);
        Arrays.fill(attempt, null);
    }

    boolean is(int flow, int flag) {
        return (state[flow] & flag) != 0;
    }

    /**
     * Every packet of a side comes from one station. One from another, be it a copy, a reset or what comes before the handshake is
     * complete, may have been put in by one of ours.
     */
    void compare(int flow, Packet p, boolean fromClient) {
        long expected = fromClient ? clientFrom[flow] : answerFrom[flow];
        if (p.sourceMac() != expected && (fromClient || is(flow, ANSWERED))) {
            state[flow] |= CROSSED;
        }
    }

    /** The client's address is proven: the handshake completed both ways, between stations that answer each other. */
    boolean proven(int flow) {
        return (state[flow] & (PROVEN | CROSSED)) == PROVEN;
    }

    long shed() {
        return shed;
    }

    /** The same set for both directions. */
    private int set(Packet p, boolean datagrams) {
        long a = p.sourceLow() + 0x9e3779b97f4a7c15L * p.sourceHigh() + ((long) p.sourcePort() << 40);
        long b = p.targetLow() + 0x9e3779b97f4a7c15L * p.targetHigh() + ((long) p.targetPort() << 40);
        long key = Mix.mix(a ^ seed) + Mix.mix(b ^ seed) + (datagrams ? 1 : 0);
        return (int) ((key ^ key >>> 32) & sets - 1) * WAYS;
    }
}
