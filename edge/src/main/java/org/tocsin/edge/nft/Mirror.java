package org.tocsin.edge.nft;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Prefix;
import org.tocsin.policy.Blocklist;
import org.tocsin.policy.Decision;
import org.tocsin.policy.Ground;
import org.tocsin.policy.Layer;
import org.tocsin.policy.Subject;

/**
 * What the kernel's sets hold, as far as they did what they were told. Each layer's word about a range is an element of its own
 * kind, so that when a grave one ends in the kernel a mild one is there already. Between ranges that contain each other the gravest
 * holds, except for what is allowed.
 */
final class Mirror {
    /** Elements end by the kernel's clock, a moment before or after ours. */
    static final long MARGIN_MS = 2_000;

    private final Set<Prefix> allowed;
    private final Map<Element, Long> held = new HashMap<>();
    private final Map<Prefix, Whom.Mac> macs = new HashMap<>();
    private Layout layout = Layout.LEAST;
    private long leftOut;

    /** A few changes: who goes, and who comes until when (milliseconds since 1970). */
    record Difference(Collection<Element> gone, Map<Element, Long> put) {
        boolean isEmpty() {
            return gone.isEmpty() && put.isEmpty();
        }
    }

    /** @param allowed never dropped, whatever the block list says */
    Mirror(Collection<Prefix> allowed) {
        this.allowed = Set.copyOf(allowed);
    }

    /** Takes all of a list in, instead of what was held. */
    void rebuild(Blocklist list, long nowMillis) {
        held.clear();
        macs.clear();
        leftOut = 0;
        for (var prefix : allowed) {
            put(new Element(Kind.ALLOW, new Whom.Hosts(prefix)), Ground.FOR_GOOD);
        }
        for (var entry : list.entries(nowMillis)) {
            if (entry.subject() instanceof Subject.Hosts(var prefix)) {
                wanted(prefix, entry.decision()).forEach(this::put);
            }
        }
        layout = Layout.LEAST.with(held.keySet());
    }

    private void put(Element element, long until) {
        if (held.size() >= Table.ELEMENTS.most() && !held.containsKey(element)) {
            leftOut++;
            return;
        }
        held.merge(element, until, Math::max);
    }

    /** What a list says now about ranges that changed, against what is held; it counts as held from now on. */
    Difference update(Blocklist list, Collection<Prefix> changed, long nowMillis) {
        var gone = new ArrayList<Element>();
        var put = new LinkedHashMap<Element, Long>();
        for (var prefix : changed) {
            var before = macs.get(prefix);
            var wanted = wanted(list, prefix, nowMillis);
            for (var kind : Kind.values()) {
                settle(new Element(kind, new Whom.Hosts(prefix)), wanted, gone, put);
            }
            for (var mac : both(before, macs.get(prefix))) {
                settle(new Element(Kind.QUARANTINE, mac), allOf(mac, list, nowMillis), gone, put);
            }
        }
        return new Difference(gone, put);
    }

    private void settle(Element element, Map<Element, Long> wanted, List<Element> gone, Map<Element, Long> put) {
        var before = held.get(element);
        var after = wanted.get(element);
        if (after != null && after.equals(before)) {
            return;
        }
        if (before != null) {
            held.remove(element);
            gone.add(element);
        }
        if (after != null && held.size() < Table.ELEMENTS.most()) {
            held.put(element, after);
            put.put(element, after);
        } else if (after != null) {
            leftOut++;
        }
    }

    private static List<Whom.Mac> both(Whom.@Nullable Mac one, Whom.@Nullable Mac other) {
        var found = new ArrayList<Whom.Mac>();
        if (one != null) {
            found.add(one);
        }
        if (other != null && !other.equals(one)) {
            found.add(other);
        }
        return found;
    }

    /** All layers about one range. */
    private Map<Element, Long> wanted(Blocklist list, Prefix prefix, long nowMillis) {
        var wanted = new HashMap<Element, Long>();
        macs.remove(prefix);
        if (allowed.contains(prefix)) {
            wanted.put(new Element(Kind.ALLOW, new Whom.Hosts(prefix)), Ground.FOR_GOOD);
        }
        for (var layer : Layer.values()) {
            var decision = list.at(layer, prefix, nowMillis);
            if (decision != null) {
                wanted(prefix, decision).forEach((element, until) -> wanted.merge(element, until, Math::max));
            }
        }
        return wanted;
    }

    /** A device may stand there under several addresses. */
    private Map<Element, Long> allOf(Whom.Mac mac, Blocklist list, long nowMillis) {
        var wanted = new HashMap<Element, Long>();
        for (var known : Map.copyOf(macs).entrySet()) {
            if (known.getValue().equals(mac)) {
                wanted(list, known.getKey(), nowMillis)
                        .forEach((element, until) -> wanted.merge(element, until, Math::max));
            }
        }
        return wanted;
    }

    /** One layer's word about one range. */
    private Map<Element, Long> wanted(Prefix prefix, Decision decision) {
        var hosts = new Whom.Hosts(prefix);
        return switch (decision) {
            case Decision.Permit _ -> Map.of(new Element(Kind.ALLOW, hosts), Ground.FOR_GOOD);
            case Decision.Throttle(var ground) -> Map.of(new Element(Kind.REFUSE, hosts), ground.untilMillis());
            case Decision.Deny(var ground) -> Map.of(new Element(Kind.DROP, hosts), ground.untilMillis());
            case Decision.Quarantine(var ground) -> {
                var wanted = new HashMap<Element, Long>();
                wanted.put(new Element(Kind.QUARANTINE, hosts), ground.untilMillis());
                Whom.Mac.of(ground.id()).ifPresent(mac -> {
                    macs.put(prefix, mac);
                    wanted.put(new Element(Kind.QUARANTINE, mac), ground.untilMillis());
                });
                yield wanted;
            }
        };
    }

    /** Forgets those who have ended in the kernel too. */
    void sweep(long nowMillis) {
        held.values().removeIf(until -> until < Ground.FOR_GOOD && until + MARGIN_MS <= nowMillis);
    }

    /** Milliseconds until each one's end, 0 for never, as the kernel wants it. */
    static Map<Element, Long> lasting(Map<Element, Long> until, long nowMillis) {
        var lasting = new HashMap<Element, Long>(2 * until.size());
        until.forEach((element, end) -> {
            if (end == Ground.FOR_GOOD && element.kind() == Kind.ALLOW) {
                lasting.put(element, 0L);
            } else if (end > nowMillis) {
                lasting.put(element, end - nowMillis);
            }
        });
        return lasting;
    }

    Map<Element, Long> lasting(long nowMillis) {
        return lasting(held, nowMillis);
    }

    /** Whether the kernel has what is held, no less and no more, but for those who are about to end. */
    boolean matches(Map<SetName, ? extends Set<Element>> found, long nowMillis) {
        int known = 0;
        for (var members : found.values()) {
            for (var element : members) {
                var until = held.get(element);
                if (until == null) {
                    return false;
                }
                known += until > nowMillis + MARGIN_MS ? 1 : 0;
            }
        }
        long certain = held.values().stream()
                .filter(until -> until > nowMillis + MARGIN_MS)
                .count();
        return known == certain;
    }

    boolean fits(Map<Element, Long> put) {
        return put.keySet().stream().allMatch(layout::has);
    }

    Layout layout() {
        return layout;
    }

    long leftOut() {
        return leftOut;
    }

    Map<Kind, Integer> sizes() {
        var sizes = new EnumMap<Kind, Integer>(Kind.class);
        for (var kind : Kind.values()) {
            sizes.put(kind, 0);
        }
        held.keySet().forEach(element -> sizes.merge(element.kind(), 1, Integer::sum));
        return sizes;
    }
}
