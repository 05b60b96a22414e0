package org.tocsin.edge;

import java.util.Collection;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Limit;
import org.tocsin.wire.packet.Packet;

/**
 * Notes when sources that are looked out for last tried something: a TCP connection's first packet, or UDP. Asked at each packet,
 * so it is one immutable table with open addressing behind a volatile field; while nobody is looked for it costs one read.
 */
public final class Lookout {
    /** How many sources can be looked for. */
    public static final Limit SOURCES = new Limit("edge.lookout", 1_000);

    private static final Table EMPTY = new Table(0);
    private volatile Table table = EMPTY;

    /** Looks out for these and no others; what was noted of those that stay is kept. An IPv6 source is its /64. */
    public synchronized void lookFor(Collection<Address> sources) {
        SOURCES.check(sources.size());
        var before = table;
        var next = sources.isEmpty() ? EMPTY : new Table(sources.size());
        for (var source : sources) {
            next.add(source.high(), low(source), before);
        }
        table = next;
    }

    /** {@link org.tocsin.kernel.Clock#nanos} of its last try; empty if there was none since it is looked for. */
    public OptionalLong lastTry(Address source) {
        var now = table;
        int at = now.find(source.high(), low(source));
        long seen = at < 0 ? Table.NEVER : now.seen.getOpaque(at);
        return seen == Table.NEVER ? OptionalLong.empty() : OptionalLong.of(seen);
    }

    /** One packet of the tap. */
    void note(Packet packet, long nanos) {
        var now = table;
        if (now.count > 0 && isTry(packet)) {
            boolean v4 = packet.version() == 4;
            int at = now.find(packet.sourceHigh(), v4 ? packet.sourceLow() : 0);
            if (at >= 0) {
                now.seen.setOpaque(at, nanos);
            }
        }
    }

    private static boolean isTry(Packet packet) {
        return switch (packet.protocol()) {
            case Packet.TCP -> (packet.flags() & (Packet.SYN | Packet.ACK)) == Packet.SYN;
            case Packet.UDP -> true;
            default -> false;
        };
    }

    private static long low(Address source) {
        return source.isV4() ? source.low() : 0;
    }

    /** Keys never change once it is published; stamps do. At most half full, so a search ends. */
    private static final class Table {
        private static final long NEVER = Long.MIN_VALUE;
        private final long[] high;
        private final long[] low;
        private final boolean[] used;
        private final AtomicLongArray seen;
        private final int mask;
        private int count;

        Table(int sources) {
            int size = Integer.highestOneBit(Math.max(1, sources)) * 4;
            high = new long[size];
            low = new long[size];
            used = new boolean[size];
            seen = new AtomicLongArray(size);
            mask = size - 1;
        }

        void add(long highBits, long lowBits, Table before) {
            int at = slot(highBits, lowBits);
            if (!used[at]) {
                used[at] = true;
                high[at] = highBits;
                low[at] = lowBits;
                int old = before.find(highBits, lowBits);
                seen.set(at, old < 0 ? NEVER : before.seen.getOpaque(old));
                count++;
            }
        }

        int find(long highBits, long lowBits) {
            int at = slot(highBits, lowBits);
            return used[at] ? at : -1;
        }

        /** Where it is, or where it would go. */
        private int slot(long highBits, long lowBits) {
            long mixed = (highBits * 0x9E3779B97F4A7C15L ^ lowBits) * 0xC2B2AE3D27D4EB4FL;
            int at = (int) (mixed >>> 40) & mask;
            while (used[at] && (high[at] != highBits || low[at] != lowBits)) {
                at = (at + 1) & mask;
            }
            return at;
        }
    }
}
