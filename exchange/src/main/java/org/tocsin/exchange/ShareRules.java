package org.tocsin.exchange;

import java.util.Optional;
import org.tocsin.exchange.trust.Protected;

/**
 * Decides what of an observation may leave. Whoever can forge a packet must not be able to have a third party blocked, so a
 * source counts only with its handshake proven both ways. Source: ARCHITECTURE section 3.
 */
final class ShareRules {
    private final Protected assets;

    ShareRules(Protected assets) {
        this.assets = assets;
    }

    /** What may be said of whom; empty when nothing may. */
    record Shareable(Subject subject, AttackClass attack) {}

    Optional<Shareable> shareable(Observation observation) {
        return switch (observation) {
            case Observation.Inbound(var source, var attack, var proven) ->
                proven ? unlessProtected(Subject.host(source), attack) : Optional.empty();
            case Observation.CallHome(var server, var attack) -> unlessProtected(server, attack);
            case Observation.OwnDevice _ -> Optional.empty();
        };
    }

    private Optional<Shareable> unlessProtected(Subject subject, AttackClass attack) {
        return assets.covers(subject).isPresent() ? Optional.empty() : Optional.of(new Shareable(subject, attack));
    }
}
