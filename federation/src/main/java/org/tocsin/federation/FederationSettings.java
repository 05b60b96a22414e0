package org.tocsin.federation;

import java.util.List;
import org.tocsin.kernel.Rejection;

/**
 * @param listen address that peers reach, host:port; port 0 takes a free one
 * @param urls what invitations and the descriptor name; empty behind NAT: then others can't dial, and this node dials
 * @param entriesAMinute quota of each peer
 * @param burst entries that a peer may send at once
 * @param bytesASecond quota of each peer's payloads
 */
public record FederationSettings(String listen, List<String> urls, int entriesAMinute, int burst, int bytesASecond) {
    public FederationSettings {
        urls = List.copyOf(urls);
        if (entriesAMinute < 1 || burst < 1 || bytesASecond < 1) {
            throw new Rejection("federation.quota", "a quota below one lets nobody speak");
        }
        if (listen.lastIndexOf(':') < 0) {
            throw new Rejection("federation.listen", "host:port belongs here");
        }
    }

    public static FederationSettings defaults() {
        return new FederationSettings("0.0.0.0:8444", List.of(), 600, 6_000, 1 << 20);
    }
}
