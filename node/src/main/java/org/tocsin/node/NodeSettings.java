package org.tocsin.node;

import org.tocsin.edge.EdgeSettings;
import org.tocsin.exchange.ExchangeSettings;
import org.tocsin.federation.FederationSettings;
import org.tocsin.node.chronicle.TimelineSettings;

/** All of {@code tocsin.yaml}. Each section belongs to a room; docs/settings.md has a line for each key. */
public record NodeSettings(
        ApiSettings api,
        FederationSettings federation,
        ExchangeSettings exchange,
        TapSettings detection,
        EdgeSettings edge,
        LedgerSizes ledger,
        TimelineSettings timeline) {
    public static NodeSettings defaults() {
        return new NodeSettings(
                ApiSettings.defaults(),
                FederationSettings.defaults(),
                ExchangeSettings.defaults(),
                TapSettings.defaults(),
                EdgeSettings.DEFAULT,
                LedgerSizes.defaults(),
                TimelineSettings.defaults());
    }
}
