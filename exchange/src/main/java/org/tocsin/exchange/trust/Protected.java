package org.tocsin.exchange.trust;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Prefix;

/** What must never be blocked nor accused: veto lists, own networks and names, and protected assets, each with the name of its list. */
public final class Protected {
    /** The list that an operator makes. */
    public static final String ASSETS = "the list of protected assets";

    /** What an operator adds to the shipped ones. */
    public static final String CAUTION = "the caution list of the settings";

    /** Blocked by its text while its host is fetched under another one: what nobody can check is no ground. */
    private static final String UNREADABLE = "the list of URLs whose host can't be told";

    private static final String OWN = "the list of this organisation";
    private static final String PEERS = "the list of what its peers call themselves";

    private final List<Entry> entries;
    private final List<Entry> caution;
    private final List<Prefix> outside;
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Map<Fingerprint, String> claimed = new ConcurrentHashMap<>();

    /**
     * @param list why it is protected, in words that follow "it stands on"
     */
    public record Entry(Prefix prefix, String list) {}

    /** Without caution. */
    public Protected(List<Entry> entries, List<String> names, List<Prefix> outside) {
        this(entries, List.of(), names, outside);
    }

    /**
     * @param caution addresses that many owners share: see {@link #shared}
     * @param names domains that are protected assets, each with all that is under it
     * @param outside prefixes that no list covers, whatever stands on it; a lab's attackers come from there
     */
    public Protected(List<Entry> entries, List<Entry> caution, List<String> names, List<Prefix> outside) {
        this.entries = List.copyOf(entries);
        this.caution = List.copyOf(caution);
        this.outside = List.copyOf(outside);
        names.forEach(name -> this.names.put(name.toLowerCase(Locale.ROOT), ASSETS));
    }

    /** Takes the domain of this organisation in, with all that is under it; false if it was in. */
    public boolean spare(String domain) {
        return names.putIfAbsent(domain.toLowerCase(Locale.ROOT), OWN) == null;
    }

    /**
     * Takes what a peer calls itself in, with all that is under it, in the place of what it called itself before. A name that is
     * nobody's own spares nothing: see {@link Suffixes}.
     *
     * @param domain empty while its word counts for nothing
     * @return whether that changed anything
     */
    public boolean spare(Fingerprint peer, Optional<String> domain) {
        var name = domain.map(text -> text.toLowerCase(Locale.ROOT)).filter(text -> !Suffixes.isShared(text));
        var before = name.isPresent() ? claimed.put(peer, name.get()) : claimed.remove(peer);
        return !name.equals(Optional.ofNullable(before));
    }

    /** The name of the first list that covers the subject, or touches a part of it; of a URL its host counts. */
    public Optional<String> covers(Subject subject) {
        return listed(subject).or(() -> claimed(subject));
    }

    /**
     * As {@link #covers}, without what peers call themselves: whoever reports it is wrong. That a name is a peer's is the claim of that
     * peer alone, and makes no liar of another.
     */
    public Optional<String> listed(Subject subject) {
        return switch (subject) {
            case Subject.Host(var prefix) -> touched(prefix).map(Entry::list);
            case Subject.Domain(var name) -> named(name);
            case Subject.Url url -> url.host().map(this::listed).orElse(Optional.of(UNREADABLE));
        };
    }

    private Optional<String> claimed(Subject subject) {
        return switch (subject) {
            case Subject.Host _ -> Optional.empty();
            case Subject.Domain(var name) ->
                claimed.values().stream().anyMatch(one -> touches(one, name)) ? Optional.of(PEERS) : Optional.empty();
            case Subject.Url url -> url.host().flatMap(this::claimed);
        };
    }

    /** A name takes in what is under it, for whoever enforces it: one above a protected name would cut that off too. */
    private Optional<String> named(String name) {
        return names.entrySet().stream()
                .filter(one -> touches(one.getKey(), name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean touches(String spared, String name) {
        return isUnder(name, spared) || isUnder(spared, name);
    }

    private static boolean isUnder(String name, String above) {
        return name.equals(above) || name.endsWith("." + above);
    }

    /**
     * The name of the list that says of an address that many owners share it: who accuses it accuses the neighbours, and one voice is
     * not enough against all of them. Source: ARCHITECTURE section 3, the caution tier.
     */
    public Optional<String> shared(Subject subject) {
        return switch (subject) {
            case Subject.Host(var prefix) -> first(caution, prefix).map(Entry::list);
            case Subject.Domain _ -> Optional.empty();
            case Subject.Url url -> url.host().flatMap(this::shared);
        };
    }

    /** The first protected range that a range touches. */
    public Optional<Entry> touched(Prefix prefix) {
        return first(entries, prefix);
    }

    private Optional<Entry> first(List<Entry> list, Prefix prefix) {
        return outside.stream().anyMatch(o -> o.contains(prefix.address()))
                ? Optional.empty()
                : list.stream().filter(e -> overlap(e.prefix(), prefix)).findFirst();
    }

    private static boolean overlap(Prefix a, Prefix b) {
        return a.contains(b.address()) || b.contains(a.address());
    }
}
