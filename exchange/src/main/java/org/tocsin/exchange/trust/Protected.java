package org.tocsin.exchange.trust;

import java.util.List;
import java.util.Optional;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Prefix;

/** What must never be blocked nor accused: veto lists, own networks and protected assets, each with the name of its list. */
public final class Protected {
    private final List<Entry> entries;
    private final List<Prefix> outside;

    /**
     * @param list why it is protected, in words that follow "it stands on"
     */
    public record Entry(Prefix prefix, String list) {}

    /**
     * @param outside prefixes that no list covers, whatever stands on it; a lab's attackers come from there
     */
    public Protected(List<Entry> entries, List<Prefix> outside) {
        this.entries = List.copyOf(entries);
        this.outside = List.copyOf(outside);
    }

    /** The name of the first list that covers the subject, or touches a part of its prefix. */
    public Optional<String> covers(Subject subject) {
        return switch (subject) {
            case Subject.Host(var prefix) -> touched(prefix).map(Entry::list);
            case Subject.Domain _, Subject.Url _ -> Optional.empty();
        };
    }

    /** The first protected range that a range touches. */
    public Optional<Entry> touched(Prefix prefix) {
        return outside.stream().anyMatch(o -> o.contains(prefix.address()))
                ? Optional.empty()
                : entries.stream().filter(e -> overlap(e.prefix(), prefix)).findFirst();
    }

    private static boolean overlap(Prefix a, Prefix b) {
        return a.contains(b.address()) || b.contains(a.address());
    }
}
