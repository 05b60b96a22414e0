package org.tocsin.exchange;

import java.util.List;
import org.tocsin.kernel.Prefix;
import org.tocsin.kernel.Rejection;

/**
 * @param trust how far others are believed
 * @param protect prefixes that must never be blocked nor accused: own ranges, brokers, update servers; {@code address/length}
 * @param outside prefixes taken off the shipped bogon list; for labs that attack from loopback addresses, nowhere else
 */
public record ExchangeSettings(TrustSettings trust, List<String> protect, List<String> outside) {
    /** Shortest prefixes that may be declared outside: a lab's network, never half the world. */
    private static final int SHORTEST_V4 = 16;

    private static final int SHORTEST_V6 = 32;

    public ExchangeSettings {
        protect = List.copyOf(protect);
        outside = List.copyOf(outside);
        protect.forEach(Prefix::parse);
        for (var prefix : outside) {
            requireNarrow(Prefix.parse(prefix), protect);
        }
        if (outside.size() > 16) {
            throw new Rejection("exchange.outside", "at most 16 prefixes may be taken off the bogon list");
        }
    }

    /** Outside stands above every list: what it takes in is neither spared as an own network nor as a protected asset. */
    private static void requireNarrow(Prefix prefix, List<String> protect) {
        int shortest = prefix.address().isV4() ? SHORTEST_V4 : SHORTEST_V6;
        if (prefix.length() < shortest) {
            throw new Rejection(
                    "exchange.outside",
                    written(prefix) + " is too wide: own networks in it could be blocked and accused. Name the network"
                            + " from which the lab attacks, a /" + shortest + " or narrower; without a lab, none");
        }
        for (var asset : protect) {
            var other = Prefix.parse(asset);
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

    /** What must never be blocked nor cut off. */
    public List<Prefix> protectedAssets() {
        return protect.stream().map(Prefix::parse).toList();
    }

    public static ExchangeSettings defaults() {
        return new ExchangeSettings(TrustSettings.defaults(), List.of(), List.of());
    }
}
