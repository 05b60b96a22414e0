package org.tocsin.detection.detector;

import java.util.Arrays;
import org.tocsin.wire.packet.Packet;

/**
 * SYNs of a flood that is running. Each would be a connection and a sender of its own, and push others out; here it is a few numbers,
 * until it is answered: then it becomes a connection like any other, and whoever logs in amid the noise is read. The place of one is
 * taken by a later one by lot.
 */
final class Crowd {
    private static final int SIZE = 1 << 17;
    private static final long NOTHING = 0;
    /** Nobody answers after more. */
    private static final long PATIENCE = 60_000_000_000L;

    private final Flows flows;
    private final Floods floods;
    private final long seed;
    private final long[] keys = new long[SIZE];
    private final int[] starts = new int[SIZE];
    private final long[] stations = new long[SIZE];
    private final long[] numbers = new long[SIZE];
    private final long[] begun = new long[SIZE];
    private long joined;

    /** @param seed unpredictable, so that nobody can choose whose place a SYN takes */
    Crowd(Flows flows, Floods floods, long seed) {
        this.flows = flows;
        this.seed = seed;
        this.floods = floods;
    }

    /** Whether a packet is one more SYN of a flood; it is counted then, and kept. */
    boolean joins(Packet p, long number, long now) {
        boolean opening = (p.flags() & (Packet.SYN | Packet.ACK | Packet.RST)) == Packet.SYN;
        if (!opening
                || !floods.running(now)
                || Networks.nobody(p)
                || flows.find(p, false) != Flows.NONE
                || !floods.goesOn(p, number, now)) {
            return false;
        }
        long key = key(p.sourceHigh(), p.sourceLow(), p.sourcePort(), p.targetHigh(), p.targetLow(), p.targetPort());
        int at = place(key);
        joined++;
        keys[at] = key;
        starts[at] = p.sequence();
        stations[at] = p.sourceMac();
        numbers[at] = number;
        begun[at] = now;
        return true;
    }

    /** Which of the crowd this packet of a server answers or refuses, or {@link Flows#NONE}. */
    int answered(Packet p, long now) {
        if (joined == 0) {
            return Flows.NONE;
        }
        long key = key(p.targetHigh(), p.targetLow(), p.targetPort(), p.sourceHigh(), p.sourceLow(), p.sourcePort());
        int at = place(key);
        boolean fits = keys[at] == key && p.acknowledgement() == starts[at] + 1 && now - begun[at] < PATIENCE;
        return fits ? at : Flows.NONE;
    }

    /** The station that it came from. */
    long station(int one) {
        return stations[one];
    }

    /** It becomes a connection. */
    void open(int one, int flow, Packet answer, Actor client) {
        keys[one] = NOTHING;
        flows.openAnswered(flow, answer, client, starts[one], stations[one], numbers[one], begun[one]);
    }

    /** It is no longer waited for. */
    void leave(int one) {
        keys[one] = NOTHING;
    }

    private static long key(long fromHigh, long fromLow, int fromPort, long toHigh, long toLow, int toPort) {
        return Mix.mix(Mix.address(fromHigh, fromLow) + fromPort) * 31 + Mix.mix(Mix.address(toHigh, toLow) + toPort)
                | 1;
    }

    private int place(long key) {
        return (int) (Mix.mix(key ^ seed) >>> 20) & SIZE - 1;
    }

    /** How many there were. */
    long joined() {
        return joined;
    }

    /** Forgets them. */
    void clear() {
        Arrays.fill(keys, NOTHING);
    }
}
