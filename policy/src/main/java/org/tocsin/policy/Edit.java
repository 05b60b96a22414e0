package org.tocsin.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tocsin.kernel.Limit;

/** Changes to one layer, made by one thread inside {@link Blocklists#swap}. */
public final class Edit {
    private static final Limit ENTRIES = new Limit("policy.entries", 4_000_000);

    private final long seed;
    private final long nowMillis;
    private final List<Subject> added = new ArrayList<>();
    private final List<Subject> removed = new ArrayList<>();
    private PrefixTables hosts;
    private Map<Subject, Decision> others;
    private boolean ownsOthers;
    private boolean replaced;

    Edit(Blocklist.Slice slice, long seed, long nowMillis) {
        this.hosts = slice.hosts() instanceof PrefixTables tables ? tables.edit() : PrefixTables.EMPTY.edit();
        this.others = slice.others();
        this.seed = seed;
        this.nowMillis = nowMillis;
    }

    /** Sets what is decided about a subject in this layer. */
    public Edit put(Subject subject, Decision decision) {
        ENTRIES.check(hosts.size() + others.size() + 1);
        switch (subject) {
            case Subject.Hosts(var prefix) -> hosts.put(prefix, decision, seed, nowMillis);
            case Subject.Key _, Subject.Device _, Subject.Client _ ->
                ownOthers().put(subject, decision);
        }
        added.add(subject);
        return this;
    }

    /** Takes back what this layer decided about a subject. */
    public Edit remove(Subject subject) {
        switch (subject) {
            case Subject.Hosts(var prefix) -> hosts.remove(prefix);
            case Subject.Key _, Subject.Device _, Subject.Client _ ->
                ownOthers().remove(subject);
        }
        removed.add(subject);
        return this;
    }

    /** Empties the layer, for those who bring a whole new list. */
    public Edit clear() {
        hosts = PrefixTables.EMPTY.edit();
        others = new HashMap<>();
        ownsOthers = true;
        added.clear();
        removed.clear();
        replaced = true;
        return this;
    }

    List<Subject> added() {
        return List.copyOf(added);
    }

    List<Subject> removed() {
        return List.copyOf(removed);
    }

    boolean replaced() {
        return replaced;
    }

    Blocklist.Slice freeze() {
        return new Blocklist.Slice(hosts, others);
    }

    private Map<Subject, Decision> ownOthers() {
        if (!ownsOthers) {
            var own = new HashMap<Subject, Decision>();
            others.forEach((subject, decision) -> {
                if (decision.holdsAt(nowMillis)) {
                    own.put(subject, decision);
                }
            });
            others = own;
            ownsOthers = true;
        }
        return others;
    }
}
