package org.tocsin.exchange;

import java.util.Optional;
import org.tocsin.exchange.trust.Protected;

/**
 * Decides what of an observation is acted on here, and what may leave. Whoever can forge a packet must not be able to have a third
 * party blocked, so a source counts only with its handshake proven both ways. Whom a device of ours calls in vain may be cut off
 * from it, and is accused to nobody: a bot has any address called that it likes; nor is an address that many owners share. Source:
 * ARCHITECTURE section 3.
 */
final class ShareRules {
    private final Protected assets;

    ShareRules(Protected assets) {
        this.assets = assets;
    }

    /**
     * Who is acted against here.
     *
     * @param mayLeave others may be told of it too
     */
    record Ruled(Subject subject, AttackClass attack, boolean mayLeave) {}

    /** Empty when nothing may be done. */
    Optional<Ruled> rule(Observation observation) {
        return switch (observation) {
            case Observation.Inbound(var source, var attack, var proven) ->
                proven ? unlessProtected(Subject.host(source), attack, true) : Optional.empty();
            case Observation.CallHome(var server, var attack, var proven) ->
                unlessProtected(server, attack, proven && assets.shared(server).isEmpty());
            case Observation.OwnDevice _ -> Optional.empty();
        };
    }

    /** The list for which a called server is not told to others; empty if it may be, or if there is another reason. */
    Optional<String> withheld(Observation observation) {
        return observation instanceof Observation.CallHome(var server, var _, var _)
                ? assets.shared(server).filter(_ -> assets.covers(server).isEmpty())
                : Optional.empty();
    }

    private Optional<Ruled> unlessProtected(Subject subject, AttackClass attack, boolean mayLeave) {
        return assets.covers(subject).isPresent()
                ? Optional.empty()
                : Optional.of(new Ruled(subject, attack, mayLeave));
    }
}
