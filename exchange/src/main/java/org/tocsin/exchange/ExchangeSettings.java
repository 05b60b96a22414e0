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
    public ExchangeSettings {
        protect = List.copyOf(protect);
        outside = List.copyOf(outside);
        protect.forEach(Prefix::parse);
        outside.forEach(Prefix::parse);
        if (outside.size() > 16) {
            throw new Rejection("exchange.outside", "at most 16 prefixes may be taken off the bogon list");
        }
    }

    /** What must never be blocked nor cut off. */
    public List<Prefix> protectedAssets() {
        return protect.stream().map(Prefix::parse).toList();
    }

    public static ExchangeSettings defaults() {
        return new ExchangeSettings(TrustSettings.defaults(), List.of(), List.of());
    }
}
