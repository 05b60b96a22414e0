package org.tocsin.node.console;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.tocsin.detection.Device;
import org.tocsin.exchange.Exchange;
import org.tocsin.exchange.TrustSettings;
import org.tocsin.federation.Federation;
import org.tocsin.kernel.Clock;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.log.Ledger;
import org.tocsin.node.Listens.Listen;
import org.tocsin.node.chronicle.Chronicle;
import org.tocsin.node.flow.Defend;
import org.tocsin.node.flow.Fence;
import org.tocsin.node.flow.Judge;
import org.tocsin.node.flow.Retell;
import org.tocsin.node.home.LogRole;
import org.tocsin.node.incident.Captures;
import org.tocsin.node.incident.Incidents;
import org.tocsin.node.watch.Lags;
import org.tocsin.node.watch.TapState;
import org.tocsin.platform.auth.Access;
import org.tocsin.policy.Blocklists;

/**
 * What the console shows and acts on.
 *
 * @param zone of the people who read it
 */
public record House(
        Exchange exchange,
        TrustSettings trust,
        Federation federation,
        Ledger ledger,
        Map<LogRole, Origin> logs,
        Chronicle chronicle,
        Blocklists blocklists,
        Defend defend,
        Fence fence,
        Cases cases,
        Access access,
        Clock clock,
        ZoneId zone,
        Facts facts) {
    public House {
        logs = Map.copyOf(logs);
    }

    /** Incidents, and what can be said of them. */
    public record Cases(Incidents incidents, Captures captures, Retell retell, Judge judge) {}

    /**
     * What does not change while a node runs, and where to ask for what does.
     *
     * @param certificate SHA-256 of the console's certificate, as browsers show it
     * @param doors where it listens, with the ports that it has
     * @param devices own devices as the tap has seen them
     * @param lags how far behind each peer was lately
     * @param kernel how the kernel's block sets stand
     * @param holders who holds back own devices that are cut off
     */
    public record Facts(
            String version,
            Path home,
            String certificate,
            int apiPort,
            List<Listen> doors,
            Supplier<TapState> tap,
            Supplier<List<Device>> devices,
            Lags lags,
            Supplier<String> kernel,
            Supplier<List<String>> holders) {}
}
