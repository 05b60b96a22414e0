package org.tocsin.edge.nft;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything of the table but its elements. Two hooks before those of usual filters: {@code input} and {@code forward}. What they
 * let pass still goes through everybody else's rules; a drop is final. The far end of a connection never speaks for the near one:
 * source and destination are judged apart, so that an attacker who talks to a protected asset is dropped all the same.
 */
final class Structure {
    static final int COUNTER = 1;

    private static final int NEW_TABLE = 0;
    private static final int NEW_CHAIN = 3;
    private static final int NEW_SET = 9;
    private static final int NEW_OBJECT = 18;

    private static final int TABLE_COMMENT = 0;
    private static final int WITH_TIMEOUT = 0x10;

    private static final int INPUT = 1;
    private static final int FORWARD = 2;
    /** Usual filters have 0; mangling (-150) and connection tracking (-200) come first. */
    private static final int PRIORITY = -10;

    private static final int ETHERNET = 1;
    private static final int LOOPBACK = 772;
    private static final int IPV4 = 2;
    private static final int IPV6 = 10;

    private final String table;
    private final Layout layout;
    private final List<Request> requests = new ArrayList<>();
    private int rules;

    private Structure(String table, Layout layout) {
        this.table = table;
        this.layout = layout;
    }

    /** The requests that make the table, marked by a comment. */
    static List<Request> of(String table, String comment, Layout layout) {
        var structure = new Structure(table, layout);
        structure.table(comment);
        layout.sets().forEach(structure::set);
        for (var kind : Kind.values()) {
            if (kind != Kind.ALLOW) {
                structure.counter(kind);
            }
        }
        structure.chains();
        return structure.requests;
    }

    /** How many rules a whole table has. */
    static int rules(Layout layout) {
        var structure = new Structure("", layout);
        structure.chains();
        return structure.rules;
    }

    /** The requests that make a table with the least sets, hooked nowhere: what is in it concerns no packet. */
    static List<Request> unhooked(String table, String comment) {
        var structure = new Structure(table, Layout.LEAST);
        structure.table(comment);
        structure.layout.sets().forEach(structure::set);
        return structure.requests;
    }

    private void table(String comment) {
        var text = (comment + '\0').getBytes(StandardCharsets.US_ASCII);
        var data =
                ByteBuffer.allocate(2 + text.length).put((byte) TABLE_COMMENT).put((byte) text.length);
        requests.add(Request.of(NEW_TABLE, Request.CREATE | Request.EXCLUSIVE)
                .text(1, table)
                .number(2, 0)
                .bytes(6, data.put(text).array()));
    }

    /** A hash set whose elements end by themselves and count what they matched. */
    private void set(SetName set) {
        var request = Request.of(NEW_SET, Request.CREATE | Request.EXCLUSIVE)
                .text(1, table)
                .text(2, set.name())
                .number(3, WITH_TIMEOUT)
                .number(4, set.keyType())
                .number(5, set.keySize())
                .number(10, requests.size());
        if (set.kind() != Kind.ALLOW) {
            request.begin(17).text(1, "counter").begin(2).end().end();
        }
        requests.add(request);
    }

    private void counter(Kind kind) {
        requests.add(Request.of(NEW_OBJECT, Request.CREATE | Request.EXCLUSIVE)
                .text(1, table)
                .text(2, kind.counter())
                .number(3, COUNTER)
                .begin(4)
                .end());
    }

    private void chain(String name) {
        requests.add(chainRequest(name));
    }

    private void hook(String name, int hook) {
        requests.add(chainRequest(name)
                .begin(4)
                .number(1, hook)
                .number(2, PRIORITY)
                .end()
                .number(5, Rule.ACCEPT)
                .text(7, "filter"));
    }

    private Request chainRequest(String name) {
        return Request.of(NEW_CHAIN, Request.CREATE | Request.EXCLUSIVE)
                .text(1, table)
                .text(3, name);
    }

    private void rule(Request rule) {
        requests.add(rule);
        rules++;
    }

    private Rule in(String chain) {
        return Rule.in(table, chain);
    }

    private void chains() {
        for (var name : List.of("device", "from4", "from6", "toward4", "toward6")) {
            chain(name);
        }
        hook("input", INPUT);
        hook("forward", FORWARD);
        var macs = SetName.QUARANTINED_MACS;
        rule(in("device")
                .fromDevice(ETHERNET)
                .macIn(macs)
                .count(macs.kind().counter())
                .then(Rule.DROP));
        addresses("from4", 32, true);
        addresses("from6", 128, true);
        addresses("toward4", 32, false);
        addresses("toward6", 128, false);
        rule(in("input").fromDevice(LOOPBACK).then(Rule.ACCEPT));
        rule(in("input").jump("device"));
        rule(in("input").protocol(IPV4).jump("from4"));
        rule(in("input").protocol(IPV6).jump("from6"));
        rule(in("forward").jump("device"));
        rule(in("forward").protocol(IPV4).jump("from4"));
        rule(in("forward").protocol(IPV4).jump("toward4"));
        rule(in("forward").protocol(IPV6).jump("from6"));
        rule(in("forward").protocol(IPV6).jump("toward6"));
    }

    /** In the order of {@link Kind}: who is allowed returns at once. */
    private void addresses(String chain, int width, boolean source) {
        for (var kind : Kind.values()) {
            for (var set : layout.sets(kind, width)) {
                // Once would be enough; so the nft command reads "ip saddr" in each rule, and no raw offsets.
                var rule = in(chain).protocol(width == 32 ? IPV4 : IPV6);
                switch (kind) {
                    case ALLOW -> rule(rule.addressIn(set, source).then(Rule.RETURN));
                    case QUARANTINE, DROP ->
                        rule(rule.addressIn(set, source).count(kind.counter()).then(Rule.DROP));
                    case REFUSE ->
                        rule(rule.beginsSomething()
                                .addressIn(set, source)
                                .count(kind.counter())
                                .then(Rule.DROP));
                }
            }
        }
    }
}
