package org.tocsin.edge.nft;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tocsin.edge.linux.Errno;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;

/** Our table in the kernel: asked, written as a whole, changed, removed. One thread at a time. */
final class Table {
    /** Whose a table of that name is. */
    enum Owner {
        NOBODY,
        OURS,
        /** Another node's of this machine. */
        ANOTHER_NODE,
        /** Not made by us, and not touched. */
        FOREIGN
    }

    /** Elements of all sets; what is more is enforced by the relays alone. */
    static final Limit ELEMENTS = new Limit("nft.elements", 200_000);

    /** No element outlives a dead node for longer. */
    static final Duration LONGEST = Duration.ofHours(24);

    static final String MARK = "tocsin 1 ";

    private static final int GET_TABLE = 1;
    private static final int DELETE_TABLE = 2;
    private static final int GET_RULE = 7;
    private static final int NEW_ELEMENTS = 12;
    private static final int GET_SETS = 10;
    private static final int GET_ELEMENTS = 13;
    private static final int DELETE_ELEMENTS = 14;
    private static final int GET_GENERATION = 16;
    private static final int GET_OBJECTS = 19;
    private static final int TABLE_USERDATA = 6;

    /** Bytes of elements in one message, whose list has a length of 16 bits. */
    private static final int CHUNK = 60_000;

    private static final int TRIES = 8;

    private final Netlink netlink;
    private final String name;
    private final String comment;
    private int expected;

    /** @param node names the node that it belongs to, so that two on a machine do not fight over it */
    Table(Netlink netlink, String name, String node) {
        this.netlink = netlink;
        this.name = name;
        this.comment = MARK + node;
    }

    String name() {
        return name;
    }

    /** Counts changes of whomever to any rules of this network; changes with each. */
    int generation() {
        var told = netlink.ask("asking for the generation", Request.of(GET_GENERATION, 0));
        if (told == null) {
            throw Attributes.wrong("no generation");
        }
        return told.body().need(1).number();
    }

    /** The comment of the table of that name, empty for one without; null if there is no table. */
    @Nullable
    String mark() {
        var told = netlink.ask("asking for the table", Request.of(GET_TABLE, 0).text(1, name));
        if (told == null) {
            return null;
        }
        var data = told.body().find(TABLE_USERDATA);
        // Type and length of the comment, a byte each; whatever else somebody may store there is no mark of ours.
        return data == null || data.size() < 2 ? "" : data.behind(2).text();
    }

    Owner owner() {
        var mark = mark();
        if (mark == null) {
            return Owner.NOBODY;
        }
        if (mark.equals(comment)) {
            return Owner.OURS;
        }
        return mark.startsWith(MARK) ? Owner.ANOTHER_NODE : Owner.FOREIGN;
    }

    /** Refuses to go near what others made: {@code nft.foreign-table}, {@code nft.other-node}. */
    private boolean exists() {
        return switch (owner()) {
            case NOBODY -> false;
            case OURS -> true;
            case ANOTHER_NODE ->
                throw new Rejection(
                        "nft.other-node",
                        "the table inet " + name + " belongs to another node: '" + mark()
                                + "'. If that one is gone: tocsin enforce clear");
            case FOREIGN ->
                throw new Rejection(
                        "nft.foreign-table",
                        "there is a table inet " + name
                                + " that no node made, and it is not touched. Rename or delete it:"
                                + " nft delete table inet " + name);
        };
    }

    /** What a guarded batch does; false if there is nothing to do. */
    @FunctionalInterface
    private interface Work {
        boolean into(Batch batch);
    }

    /**
     * Carries a batch out only if nobody changed any rule since it was looked at whose table it is, so that nobody's can be
     * overwritten or removed; else it is looked at again.
     */
    private boolean guarded(String doing, Work work) {
        for (int i = 0; ; i++) {
            int seen = generation();
            var batch = new Batch(seen);
            if (!work.into(batch)) {
                return false;
            }
            var failures = netlink.send(batch);
            if (failures.isEmpty()) {
                expected = next(seen);
                return true;
            }
            if (Errno.of(failures.getFirst().errno()) != Errno.ERESTART || i >= TRIES) {
                throw refused(doing, failures.getFirst());
            }
        }
    }

    /**
     * Writes all of it in one step: no packet sees a moment without.
     *
     * @param elements with milliseconds until their end, 0 for never
     */
    void rewrite(Layout layout, Map<Element, Long> elements) {
        guarded("writing the table", batch -> {
            if (exists()) {
                batch.add(deletion());
            }
            Structure.of(name, comment, layout).forEach(batch::add);
            fill(batch, elements);
            return true;
        });
    }

    /** Only sets, hooked nowhere: for trying out what can be written without touching a packet. */
    void scratch() {
        guarded("writing a table to try", batch -> {
            if (exists()) {
                batch.add(deletion());
            }
            Structure.unhooked(name, comment).forEach(batch::add);
            return true;
        });
    }

    private Request deletion() {
        return Request.of(DELETE_TABLE, 0).text(1, name);
    }

    /** Whether that is the generation after our last change: nobody else changed any rules since. */
    boolean isOf(int generation) {
        return generation == expected;
    }

    /** What others changed since does not concern the table. */
    void trust(int generation) {
        expected = generation;
    }

    /** The kernel leaves zero out. */
    private static int next(int generation) {
        return generation == -1 ? 1 : generation + 1;
    }

    /**
     * Changes elements in one step, and returns when the kernel has done it. One that shall go and has ended by itself is gone.
     */
    void change(Collection<Element> gone, Map<Element, Long> put) {
        var removals = new ArrayList<>(gone);
        for (int i = 0; ; i++) {
            var batch = new Batch();
            removals.forEach(element -> drain(batch, element));
            fill(batch, put);
            var failures = netlink.send(batch);
            if (failures.isEmpty()) {
                expected = next(expected);
                return;
            }
            var ended = new ArrayList<Element>();
            for (var failure : failures) {
                boolean removal = failure.index() >= 0 && failure.index() < removals.size();
                if (!removal || Errno.of(failure.errno()) != Errno.ENOENT || i >= TRIES) {
                    throw refused("changing sets", failure);
                }
                ended.add(removals.get(failure.index()));
            }
            removals.removeAll(ended);
            if (removals.isEmpty() && put.isEmpty()) {
                return;
            }
        }
    }

    private void drain(Batch batch, Element element) {
        batch.add(Request.of(DELETE_ELEMENTS, 0)
                .text(1, name)
                .text(2, element.set().name())
                .begin(3)
                .begin(1)
                .begin(1)
                .bytes(1, element.whom().key())
                .end()
                .end()
                .end());
    }

    private void fill(Batch batch, Map<Element, Long> elements) {
        ELEMENTS.check(elements.size());
        var bySet = new HashMap<SetName, List<Map.Entry<Element, Long>>>();
        elements.entrySet()
                .forEach(entry -> bySet.computeIfAbsent(entry.getKey().set(), _ -> new ArrayList<>())
                        .add(entry));
        bySet.forEach((set, members) -> fill(batch, set, members));
    }

    private void fill(Batch batch, SetName set, List<Map.Entry<Element, Long>> members) {
        var request = elements(set);
        for (var member : members) {
            if (request.size() > CHUNK) {
                batch.add(request.end());
                request = elements(set);
            }
            request.begin(1).begin(1).bytes(1, member.getKey().whom().key()).end();
            if (member.getValue() > 0) {
                request.longNumber(4, Math.min(member.getValue(), LONGEST.toMillis()));
            }
            request.end();
        }
        batch.add(request.end());
    }

    private Request elements(SetName set) {
        return Request.of(NEW_ELEMENTS, Request.CREATE)
                .text(1, name)
                .text(2, set.name())
                .begin(3);
    }

    private static Rejection refused(String doing, Netlink.Failure failure) {
        return Refusals.of(doing, failure.errno(), failure.said());
    }

    /** Removes it with all that is in it; false if there was none. Refuses to remove what others made. */
    boolean remove() {
        return guarded(
                "removing the table",
                batch -> exists() && !batch.add(deletion()).isEmpty());
    }

    /** As {@link #remove}, whichever node made it, for a person who says so. */
    boolean clear() {
        return guarded("removing the table", batch -> {
            boolean there = owner() == Owner.ANOTHER_NODE || exists();
            return there && !batch.add(deletion()).isEmpty();
        });
    }

    /** How many rules are in it now. */
    int rules() {
        return netlink.list("reading rules", Request.of(GET_RULE, 0).text(1, name))
                .size();
    }

    /** Who is in a set now, and what each dropped. */
    Map<Element, Drops> members(SetName set) {
        var found = new HashMap<Element, Drops>();
        var request = Request.of(GET_ELEMENTS, 0).text(1, name).text(2, set.name());
        for (var body : netlink.list("reading a set", request)) {
            var list = body.find(3);
            for (var one : list == null ? List.<Attributes.Attribute>of() : list.all()) {
                var item = one.value();
                var key = item.need(1).need(1).copy();
                if (key.length != set.keySize()) {
                    throw Attributes.wrong("a key of " + key.length + " bytes in " + set.name());
                }
                found.put(new Element(set.kind(), Whom.of(set, key)), Drops.of(item.find(7)));
            }
        }
        return found;
    }

    /** Whether somebody is in a set, asked for alone. */
    boolean has(Element element) {
        var request = Request.of(GET_ELEMENTS, 0)
                .text(1, name)
                .text(2, element.set().name())
                .begin(3)
                .begin(1)
                .begin(1)
                .bytes(1, element.whom().key())
                .end()
                .end()
                .end();
        return netlink.ask("asking for an element", request) != null;
    }

    /** How many are in the sets of each kind, whatever sets there are. */
    Map<Kind, Integer> sizes() {
        var found = new EnumMap<Kind, Integer>(Kind.class);
        for (var kind : Kind.values()) {
            found.put(kind, 0);
        }
        for (var body : netlink.list("reading sets", Request.of(GET_SETS, 0).text(1, name))) {
            var set = body.need(2).text();
            for (var kind : Kind.values()) {
                if (set.startsWith(kind.word())) {
                    found.merge(kind, size(set), Integer::sum);
                }
            }
        }
        return found;
    }

    private int size(String set) {
        int size = 0;
        var request = Request.of(GET_ELEMENTS, 0).text(1, name).text(2, set);
        for (var body : netlink.list("reading a set", request)) {
            var list = body.find(3);
            size += list == null ? 0 : list.all().size();
        }
        return size;
    }

    /** What each kind dropped since the table was written. */
    Map<Kind, Drops> drops() {
        var found = new EnumMap<Kind, Drops>(Kind.class);
        var request = Request.of(GET_OBJECTS, 0).text(1, name).number(3, Structure.COUNTER);
        for (var body : netlink.list("reading counters", request)) {
            var counter = body.need(2).text();
            for (var kind : Kind.values()) {
                if (kind.counter().equals(counter)) {
                    found.put(kind, Drops.counted(body.need(4)));
                }
            }
        }
        return found;
    }
}
