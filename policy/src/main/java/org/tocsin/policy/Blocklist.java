package org.tocsin.policy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Prefix;

/**
 * Everything under a decision at one moment: immutable, asked by every enforcer on every accept, replaced as a whole.
 *
 * <p>The operator's layer decides alone where it says anything; else the gravest of the others. Within a layer the most
 * specific entry that still holds speaks. Expiry is judged when asked, so that no timer stands between a decision and its end.
 */
public final class Blocklist {
    private static final Layer[] OTHERS = {Layer.LOCAL, Layer.VERDICT, Layer.FEED};

    private final long generation;
    private final EnumMap<Layer, Slice> slices;

    Blocklist(long generation, EnumMap<Layer, Slice> slices) {
        this.generation = generation;
        this.slices = slices;
    }

    /** One layer's share: addresses apart, since they are asked most. */
    record Slice(AddressSet hosts, Map<Subject, Decision> others) {
        static final Slice EMPTY = new Slice(PrefixTables.EMPTY, Map.of());
    }

    static Blocklist empty() {
        var slices = new EnumMap<Layer, Slice>(Layer.class);
        for (var layer : Layer.values()) {
            slices.put(layer, Slice.EMPTY);
        }
        return new Blocklist(0, slices);
    }

    /** Counts the swaps; a higher one is newer. */
    public long generation() {
        return generation;
    }

    /** Entries in all layers, expired ones that are not swept yet included. */
    public int size() {
        int size = 0;
        for (var slice : slices.values()) {
            size += slice.hosts().size() + slice.others().size();
        }
        return size;
    }

    /** What holds about an address. Allocates nothing; a probe per layer and prefix length. */
    public Decision decide(Address address, long nowMillis) {
        var ordered = slice(Layer.PERSON).hosts().find(address, nowMillis);
        if (ordered != null) {
            return ordered;
        }
        Decision gravest = Decision.permit();
        for (var layer : OTHERS) {
            var found = slice(layer).hosts().find(address, nowMillis);
            if (found != null) {
                gravest = gravest.graver(found);
            }
        }
        return gravest;
    }

    /** What holds about a key, device or client; of a network, about its first host. */
    public Decision decide(Subject subject, long nowMillis) {
        if (subject instanceof Subject.Hosts hosts) {
            return decide(hosts.prefix().address(), nowMillis);
        }
        var ordered = slice(Layer.PERSON).others().get(subject);
        if (ordered != null && ordered.holdsAt(nowMillis)) {
            return ordered;
        }
        Decision gravest = Decision.permit();
        for (var layer : OTHERS) {
            var found = slice(layer).others().get(subject);
            if (found != null && found.holdsAt(nowMillis)) {
                gravest = gravest.graver(found);
            }
        }
        return gravest;
    }

    /** What one layer says about exactly that range, whatever others or wider ranges say; null if nothing holds. */
    public @Nullable Decision at(Layer layer, Prefix prefix, long nowMillis) {
        var found = slice(layer).hosts().at(prefix);
        return found != null && found.holdsAt(nowMillis) ? found : null;
    }

    /** All that holds at that moment, for feeds, foreign enforcers and people; in no order. */
    public List<Entry> entries(long nowMillis) {
        var entries = new ArrayList<Entry>();
        slices.forEach((layer, slice) -> {
            slice.hosts().forEach((prefix, decision) -> {
                if (decision.holdsAt(nowMillis)) {
                    entries.add(new Entry(layer, new Subject.Hosts(prefix), decision));
                }
            });
            slice.others().forEach((subject, decision) -> {
                if (decision.holdsAt(nowMillis)) {
                    entries.add(new Entry(layer, subject, decision));
                }
            });
        });
        return entries;
    }

    Slice slice(Layer layer) {
        var slice = slices.get(layer);
        return slice == null ? Slice.EMPTY : slice;
    }

    Blocklist with(Layer layer, Slice slice) {
        var next = new EnumMap<>(slices);
        next.put(layer, slice);
        return new Blocklist(generation + 1, next);
    }
}
