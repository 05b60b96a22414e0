package org.tocsin.edge.nft;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Prefix;
import org.tocsin.kernel.Rejection;

/** The kernel's table as it is, for people and without a running node. */
public final class KernelTable implements AutoCloseable {
    /** How often something is tried. */
    public static final Limit TRIES = new Limit("nft.tries", 100_000);

    private static final String SCRATCH = "tocsin_test";
    private static final Limit FILL = Table.ELEMENTS;
    /** TEST-NET-3 of RFC 5737: nobody has these addresses. */
    private static final int DOCUMENTATION = 0xcb00_7100;
    /** 240.0.0.0/4, reserved by RFC 1112: nobody has these either. */
    private static final int RESERVED = 0xf000_0000;

    private static final int WARM_UP = 1_000;

    private static final long MINUTE_MS = 60_000;

    private final Netlink netlink;
    private final Table table;

    private KernelTable(Netlink netlink) {
        this.netlink = netlink;
        this.table = new Table(netlink, KernelEnforcer.TABLE, "");
    }

    /** Opens a way to it; refused ({@code nft.permission}, {@code nft.missing}, {@code linux.platform}) where there is none. */
    public static KernelTable open() {
        var netlink = Netlink.open();
        try {
            var opened = new KernelTable(netlink);
            opened.table.generation();
            return opened;
        } catch (Rejection refused) {
            netlink.close();
            throw refused;
        }
    }

    /** Whose the table is. */
    public enum Owner {
        /** There is none. */
        NOBODY,
        NODE,
        /** Of the same name, and not a node's. */
        FOREIGN
    }

    /**
     * What was seen.
     *
     * @param node which node's it is; empty where it is none's
     * @param elements who is in the sets, by what is done with them
     * @param dropped what was dropped since the table was written
     */
    public record Look(Owner owner, String node, Map<Kind, Integer> elements, Map<Kind, Drops> dropped) {
        public Look {
            elements = Map.copyOf(elements);
            dropped = Map.copyOf(dropped);
        }
    }

    public Look look() {
        var mark = table.mark();
        if (mark == null) {
            return new Look(Owner.NOBODY, "", Map.of(), Map.of());
        }
        if (!mark.startsWith(Table.MARK)) {
            return new Look(Owner.FOREIGN, "", Map.of(), Map.of());
        }
        return new Look(Owner.NODE, mark.substring(Table.MARK.length()), table.sizes(), table.drops());
    }

    /** Removes the table, whichever node made it; false if there is none. A foreign one is refused ({@code nft.foreign-table}). */
    public boolean clear() {
        return table.clear();
    }

    /**
     * How long one element took, from the request to the kernel's word that it is in force.
     *
     * @param put nanoseconds, ascending
     * @param removed likewise
     */
    public record Trial(List<Long> put, List<Long> removed) {
        public Trial {
            put = put.stream().sorted().toList();
            removed = removed.stream().sorted().toList();
        }

        /** In milliseconds, of ascending nanoseconds. */
        public static double percentile(List<Long> ascending, double share) {
            return ascending.get((int) Math.min(ascending.size() - 1, share * ascending.size())) / 1e6;
        }
    }

    /**
     * Puts a documentation address into a set, reads it back and removes it, so often after a few rounds to warm up; in a table of its own that is hooked nowhere, so
     * that no packet is concerned.
     *
     * @param fill how many are in the set besides
     */
    public Trial trial(int fill, int count, Clock clock) {
        TRIES.check(count);
        FILL.check(fill + 1);
        var scratch = new Table(netlink, SCRATCH, "trial");
        scratch.scratch();
        try {
            fill(scratch, fill);
            var put = new ArrayList<Long>();
            var removed = new ArrayList<Long>();
            for (int i = -WARM_UP; i < count; i++) {
                var element = host(DOCUMENTATION + (i & 0xff));
                long start = clock.nanos();
                scratch.change(List.of(), Map.of(element, MINUTE_MS));
                long took = clock.nanos() - start;
                if (!scratch.has(element)) {
                    throw Attributes.wrong("an element that was acknowledged is not there");
                }
                start = clock.nanos();
                scratch.change(List.of(element), Map.of());
                if (i >= 0) {
                    put.add(took);
                    removed.add(clock.nanos() - start);
                }
            }
            return new Trial(put, removed);
        } finally {
            scratch.remove();
        }
    }

    private static void fill(Table scratch, int fill) {
        var many = new HashMap<Element, Long>();
        for (int i = 0; i < fill; i++) {
            many.put(host(RESERVED + i), 60 * MINUTE_MS);
        }
        if (fill > 0) {
            scratch.change(List.of(), many);
        }
    }

    private static Element host(int bits) {
        return new Element(Kind.DROP, new Whom.Hosts(Prefix.host(Address.v4(bits))));
    }

    @Override
    public void close() {
        netlink.close();
    }
}
