package org.tocsin.detection.detector;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tocsin.wire.packet.Packet;
import org.tocsin.wire.packet.Payload;
import org.tocsin.wire.tcp.Hold;
import org.tocsin.wire.tcp.Segment;

/**
 * Puts what is said on the connections that are followed into the order in which its receiver reads it: copies and what no window
 * admits are left out, what comes too early is held, and urgent bytes are taken out. What the receiver has acknowledged and the tap has
 * not seen is lost here, and is not waited for. Bounded: so many directions hold something at once, the longest held give way.
 */
final class Sequencer {
    /** Nothing so far ahead of its receiver's acknowledgement lies in its window. Generous: most devices have 64 kB. */
    private static final int WINDOW = 1 << 20;

    private static final int HOLDS = 8192;
    /** Bytes that are held together. */
    private static final int BYTES = 16 << 20;

    /** Hears both directions of a connection, each in order. */
    interface Listener {
        /** Whether an order matters there; if not, what comes early is passed on at once. */
        boolean follows(int flow, boolean fromClient);

        /**
         * The next bytes.
         *
         * @param gap some are missing before them
         */
        void hear(int flow, boolean fromClient, Payload piece, boolean gap, long now);
    }

    private final Flows flows;
    private final Listener listener;
    /** Of each direction, two a connection. */
    private final @Nullable Hold[] holds;

    /** The latest of them and their places, as a ring. */
    private final @Nullable Hold[] latest = new @Nullable Hold[HOLDS];

    private final int[] places = new int[HOLDS];

    private int newest;
    /** Bytes in the ring, those of connections that have ended among them until their place is taken. */
    private long held;

    Sequencer(Flows flows, Listener listener) {
        this.flows = flows;
        this.listener = listener;
        this.holds = new @Nullable Hold[2 * flows.client.length];
    }

    /** A packet with bytes in it. */
    void take(int flow, boolean fromClient, Packet p, long now) {
        int[] next = flows.next(fromClient);
        int ahead = p.sequence() - next[flow];
        if (ahead + p.payloadLength() <= 0) {
            return;
        }
        boolean gap = ahead > 0;
        if (gap) {
            int lost = flows.acknowledged(fromClient)[flow] - next[flow];
            if (ahead - Math.max(0, lost) > WINDOW) {
                return;
            }
            if (lost < ahead && listener.follows(flow, fromClient)) {
                hold(flow, fromClient, Segment.of(p), next[flow]);
                return;
            }
        }
        int urgent = Segment.urgent(p);
        if (ahead == 0 && urgent < 0) {
            pass(flow, fromClient, p, p.sequence() + p.payloadLength(), false, now);
        } else {
            var segment = ahead < 0 ? Segment.of(p).from(next[flow]) : Segment.of(p);
            around(flow, fromClient, segment, p.sequence() + urgent, gap, now);
        }
        drain(flow, fromClient, now);
    }

    /** What lies before an urgent byte and behind it, or all of it. */
    private void around(int flow, boolean fromClient, Segment segment, int urgent, boolean gap, long now) {
        boolean inside = urgent - segment.sequence() >= 0 && segment.end() - urgent > 0;
        if (!inside) {
            pass(flow, fromClient, segment, segment.end(), gap, now);
            return;
        }
        pass(flow, fromClient, segment.until(urgent), urgent + 1, gap, now);
        if (segment.end() - urgent > 1) {
            pass(flow, fromClient, segment.from(urgent + 1), segment.end(), false, now);
        }
    }

    private void pass(int flow, boolean fromClient, Payload piece, int end, boolean gap, long now) {
        flows.next(fromClient)[flow] = end;
        listener.hear(flow, fromClient, piece, gap, now);
    }

    /** The receiver of a direction acknowledges: what is held behind a hole that it does not see comes out. */
    void acknowledged(int flow, boolean ofClient, int number, long now) {
        int[] acknowledged = flows.acknowledged(ofClient);
        if (number - acknowledged[flow] <= 0) {
            return;
        }
        acknowledged[flow] = number;
        var hold = holds[place(flow, ofClient)];
        while (hold != null && !hold.isEmpty() && number - hold.first() >= 0) {
            flows.next(ofClient)[flow] = hold.first();
            drain(flow, ofClient, true, now);
            hold = holds[place(flow, ofClient)];
        }
    }

    private void drain(int flow, boolean fromClient, long now) {
        if (holds[place(flow, fromClient)] != null) {
            drain(flow, fromClient, false, now);
        }
    }

    private void drain(int flow, boolean fromClient, boolean lost, long now) {
        int place = place(flow, fromClient);
        int[] next = flows.next(fromClient);
        boolean gap = lost;
        for (var hold = holds[place]; hold != null; hold = holds[place]) {
            int before = hold.size();
            var segment = hold.take(next[flow]);
            held += hold.size() - before;
            if (segment == null) {
                if (hold.isEmpty()) {
                    holds[place] = null;
                }
                return;
            }
            pass(flow, fromClient, segment, segment.end(), gap, now);
            gap = false;
        }
    }

    private void hold(int flow, boolean fromClient, Segment segment, int next) {
        int place = place(flow, fromClient);
        var hold = holds[place];
        if (hold == null) {
            hold = new Hold();
            holds[place] = hold;
            keep(hold, place);
        }
        int before = hold.size();
        hold.add(segment, next);
        held += hold.size() - before;
        for (int i = 0; held > BYTES && i < HOLDS; i++) {
            release((newest + 1 + i) % HOLDS);
        }
    }

    /** The place in the ring is free. */
    private void release(int at) {
        var hold = latest[at];
        if (hold == null) {
            return;
        }
        latest[at] = null;
        held -= hold.size();
        if (holds[places[at]] == hold) {
            holds[places[at]] = null;
        }
    }

    private void keep(Hold hold, int place) {
        newest = (newest + 1) % HOLDS;
        release(newest);
        latest[newest] = hold;
        places[newest] = place;
    }

    /** The connection is over: what is held belongs to nothing. */
    void end(int flow) {
        holds[place(flow, true)] = null;
        holds[place(flow, false)] = null;
    }

    /** Forgets what is open. */
    void clear() {
        Arrays.fill(holds, null);
    }

    private static int place(int flow, boolean fromClient) {
        return 2 * flow + (fromClient ? 1 : 0);
    }
}
