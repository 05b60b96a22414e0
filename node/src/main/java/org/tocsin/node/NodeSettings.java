package org.tocsin.node;

import java.nio.file.Path;
import java.util.Map;
import org.tocsin.edge.EdgeSettings;
import org.tocsin.exchange.ExchangeSettings;
import org.tocsin.federation.FederationSettings;
import org.tocsin.node.chronicle.TimelineSettings;
import org.tocsin.node.home.Home;
import org.tocsin.platform.settings.SettingsFile;

/** All of {@code tocsin.yaml}. Each section belongs to a room; docs/settings.md has a line for each key. */
public record NodeSettings(
        ApiSettings api,
        FederationSettings federation,
        ExchangeSettings exchange,
        TapSettings detection,
        EdgeSettings edge,
        LedgerSizes ledger,
        TimelineSettings timeline) {
    /** What a node of this home folder is told to do; refused as {@link SettingsFile#read}. */
    public static NodeSettings of(Home home, Map<String, String> environment) {
        return SettingsFile.read(home.settings(), defaults(), environment).within(home.folder());
    }

    /** With the files that are named without a leading slash taken from a folder, wherever the process was started. */
    public NodeSettings within(Path folder) {
        return new NodeSettings(
                api,
                federation,
                exchange,
                detection.within(folder),
                new EdgeSettings(edge.mqtt().within(folder), edge.tap(), edge.kernel(), edge.minipot()),
                ledger,
                timeline);
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
