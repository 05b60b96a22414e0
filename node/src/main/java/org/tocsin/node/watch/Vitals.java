package org.tocsin.node.watch;

import java.util.function.Supplier;
import org.tocsin.exchange.Exchange;
import org.tocsin.federation.Federation;
import org.tocsin.federation.Peer;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Meter;
import org.tocsin.ledger.log.Ledger;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.policy.Blocklists;

/** What somebody who only scrapes {@code /metrics} must see: counters of what happened, gauges of how it stands. */
public final class Vitals {
    private final Clock clock;
    private final long began;
    private final Meter meter;
    private final Exchange exchange;
    private final Federation federation;
    private final Ledger ledger;
    private final Blocklists blocklists;
    private final Supplier<TapState> tap;

    public Vitals(
            Clock clock,
            Meter meter,
            Exchange exchange,
            Federation federation,
            Ledger ledger,
            Blocklists blocklists,
            Supplier<TapState> tap) {
        this.clock = clock;
        this.began = clock.nanos();
        this.meter = meter;
        this.exchange = exchange;
        this.federation = federation;
        this.ledger = ledger;
        this.blocklists = blocklists;
        this.tap = tap;
    }

    /** Counts one line of the timeline; sessions and refusals are counted where they happen, by the edge. */
    public static void count(Meter meter, Beat beat) {
        var counter =
                switch (beat.kind()) {
                    case FINDING -> "tocsin_node_findings_total";
                    case STATEMENT -> "tocsin_node_statements_said_total";
                    case VERIFIED -> "tocsin_node_batches_verified_total";
                    case VERDICT -> "tocsin_node_verdicts_total";
                    case IN_FORCE -> "tocsin_node_enforced_total";
                    case SUSPECT -> "tocsin_node_suspects_total";
                    case QUARANTINE -> "tocsin_node_quarantines_total";
                    case REFUSED, OPENED, CLOSED -> "";
                    case PEER -> "tocsin_node_peer_events_total";
                    case LIE -> "tocsin_node_lies_total";
                    case FEEDBACK -> "tocsin_node_feedback_total";
                    case TROUBLE -> "tocsin_node_troubles_total";
                };
        if (!counter.isEmpty()) {
            meter.count(counter, 1);
        }
    }

    /** Sets the gauges anew; call it every few seconds. */
    public void measure() {
        peers();
        var state = tap.get();
        meter.gauge("tocsin_tap_reading", state.phase() == TapState.Phase.READING ? 1 : 0);
        meter.gauge("tocsin_tap_broken", state.phase() == TapState.Phase.BROKEN ? 1 : 0);
        meter.gauge("tocsin_tap_devices", state.devices());
        meter.gauge("tocsin_tap_lost_packets", (double) state.lost());
        meter.gauge("tocsin_policy_blocklist_entries", blocklists.current().size());
        meter.gauge("tocsin_exchange_verdicts", exchange.verdicts().size());
        meter.gauge(
                "tocsin_exchange_retractions_held", exchange.heldRetractions().size());
        meter.gauge("tocsin_ledger_appends_stopped", ledger.stopped().isPresent() ? 1 : 0);
        var runtime = Runtime.getRuntime();
        meter.gauge("tocsin_process_uptime_seconds", (clock.nanos() - began) / 1e9);
        meter.gauge("tocsin_process_heap_bytes", (double) (runtime.totalMemory() - runtime.freeMemory()));
    }

    private void peers() {
        int accepted = 0;
        int connected = 0;
        long behind = 0;
        long lag = 0;
        for (var peer : federation.peers()) {
            if (peer.state() == Peer.State.ACCEPTED) {
                var link = federation.link(peer.fingerprint());
                accepted++;
                connected += link.connected() ? 1 : 0;
                behind += link.behind();
                lag = Math.max(lag, link.connected() ? link.lagMs() : 0);
            }
        }
        meter.gauge("tocsin_federation_peers", accepted);
        meter.gauge("tocsin_federation_peers_connected", connected);
        meter.gauge("tocsin_federation_entries_behind", (double) behind);
        meter.gauge("tocsin_federation_worst_lag_seconds", lag / 1e3);
        meter.gauge("tocsin_federation_evidence", federation.evidence().size());
        meter.gauge("tocsin_federation_signing", federation.held().isPresent() ? 0 : 1);
    }
}
