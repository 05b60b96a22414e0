package org.tocsin.exchange;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.tocsin.kernel.Prefix;
import org.tocsin.kernel.Rejection;

/**
 * @param trust how far others are believed
 * @param protect what must never be blocked nor accused: own ranges, brokers, update servers; {@code address/length}, or a domain
 * @param caution addresses that many owners share, beside the shipped ones; {@code address/length}
 * @param outside prefixes taken off the shipped bogon list; for labs that attack from loopback addresses, nowhere else
 */
public record ExchangeSettings(TrustSettings trust, List<String> protect, List<String> caution, List<String> outside) {
    /** Shortest prefixes that may be declared outside: a lab's network, never half the world. */
    private static final int SHORTEST_V4 = 16;

    private static final int SHORTEST_V6 = 32;

    /** No address has a dot and a letter behind it. */
    private static final Pattern NAME = Pattern.compile("[^:/]+\\.[a-zA-Z][^:/.]*");

    public ExchangeSettings {
        protect = List.copyOf(protect);
        caution = List.copyOf(caution);
        caution.forEach(Prefix::parse);
        outside = List.copyOf(outside);
        var assets = prefixes(protect);
        names(protect).forEach(Subject.Domain::new);
        for (var prefix : outside) {
            requireNarrow(Prefix.parse(prefix), assets);
        }
        if (outside.size() > 16) {
            throw new Rejection("exchange.outside", "at most 16 prefixes may be taken off the bogon list");
        }
    }

    /** Outside stands above every list: what it takes in is neither spared as an own network nor as a protected asset. */
    private static void requireNarrow(Prefix prefix, List<Prefix> assets) {
        int shortest = prefix.address().isV4() ? SHORTEST_V4 : SHORTEST_V6;
        if (prefix.length() < shortest) {
            throw new Rejection(
                    "exchange.outside",
                    written(prefix) + " is too wide: own networks in it could be blocked and accused. Name the network"
                            + " from which the lab attacks, a /" + shortest + " or narrower; without a lab, none");
        }
        for (var other : assets) {
            if (prefix.covers(other) || other.covers(prefix)) {
                throw new Rejection(
                        "exchange.outside",
                        written(prefix) + " takes in " + written(other)
                                + ", which exchange.protect says must never be blocked; name it in one of the two");
            }
        }
    }

    private static String written(Prefix prefix) {
        return prefix.address() + "/" + prefix.length();
    }

    /** Addresses that must never be blocked nor cut off. */
    public List<Prefix> protectedAssets() {
        return prefixes(protect);
    }

    /** Domains that must never be blocked, with all that is under them. */
    public List<String> protectedNames() {
        return names(protect);
    }

    /** Addresses about which one voice is not enough. */
    public List<Prefix> cautionPrefixes() {
        return caution.stream().map(Prefix::parse).toList();
    }

    private static List<Prefix> prefixes(List<String> protect) {
        return protect.stream()
                .filter(one -> !NAME.matcher(one).matches())
                .map(Prefix::parse)
                .toList();
    }

    private static List<String> names(List<String> protect) {
        return protect.stream()
                .filter(one -> NAME.matcher(one).matches())
                .map(one -> one.toLowerCase(Locale.ROOT))
                .toList();
    }

    public static ExchangeSettings defaults() {
        return new ExchangeSettings(TrustSettings.defaults(), List.of(), List.of(), List.of());
    }
}
