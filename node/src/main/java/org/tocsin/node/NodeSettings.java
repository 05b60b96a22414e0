package org.tocsin.node;

import org.tocsin.edge.EdgeSettings;
import org.tocsin.exchange.ExchangeSettings;
import org.tocsin.federation.FederationSettings;
import org.tocsin.kernel.Rejection;
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
    public NodeSettings {
        if (!detection.tap().isEmpty() && !edge.tap().interfaces().isEmpty()) {
            throw new Rejection(
                    "tap.two", "detection.tap and edge.tap.interfaces are both set; a node reads one of them");
        }
    }

    /** Where packets come from, in words; empty for nowhere. */
    public String packets() {
        return edge.tap().interfaces().isEmpty()
                ? detection.tap()
                : String.join(", ", edge.tap().interfaces());
    }

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
