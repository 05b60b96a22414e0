package org.tocsin.node.home;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tocsin.crypto.sign.Algorithm;
import org.tocsin.crypto.sign.SigningKey;
import org.tocsin.federation.OwnDescriptor;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.log.Ledger;
import org.tocsin.ledger.log.Signers;

/**
 * The cure for a restored backup: ends all logs and begins their successors, named by a descriptor above every one that was ever
 * shown, so that what followers hold of the old logs stays true and nobody is accused. Done on a node that stands still; one that
 * was cut short is finished by doing it again. Source: ARCHITECTURE section 5, start rule; FORMATS, Node descriptor.
 */
public final class Reopening {
    /** Superseded logs of one line that a descriptor still names: all of them would outgrow a hello. */
    private static final int MOST_NAMED = 8;

    private final Clock clock;
    private final Entropy entropy;

    public Reopening(Clock clock, Entropy entropy) {
        this.clock = clock;
        this.entropy = entropy;
    }

    /** Opens the ledger of the home, held. */
    @FunctionalInterface
    public interface Opener {
        Ledger open(Signers signers) throws IOException;
    }

    /**
     * Reopens all logs.
     *
     * @param before the descriptor that this home holds
     * @param shown the highest descriptor of this node that a peer has shown
     * @return the descriptor that names the successors
     */
    public OwnDescriptor reopen(
            Home home, Keyring keyring, OwnDescriptor before, Optional<OwnDescriptor> shown, Opener opener)
            throws IOException {
        var known = shown.filter(higher -> higher.number() > before.number());
        var ending = keyring.endingLogs();
        var begun = keyring.successors().filter(plan -> isNamed(plan, before));
        var next = begun.isPresent() ? begun.get() : successors(ending, before, known);
        keyring.writeSuccessors(next);
        var keys = new ArrayList<>(ending.values());
        keys.addAll(next.values());
        try (var ledger = opener.open(origin -> key(keys, origin).signer(clock))) {
            var descriptor =
                    begun.isPresent() ? before : describe(home, keyring, before, known.orElse(before), ending, next);
            for (var role : LogRole.values()) {
                var successor = of(next, role).origin();
                if (!ledger.logs().contains(successor)) {
                    ledger.reopen(of(ending, role).origin(), successor);
                }
            }
            keyring.succeed();
            new Barred(home).lift();
            return descriptor;
        }
    }

    /** Successors that a descriptor names are known to peers, perhaps: they stay. */
    private static boolean isNamed(Map<LogRole, Keyring.LogKey> plan, OwnDescriptor before) {
        return before.vkeys(of(plan, LogRole.CIRCLE).origin().toString()).isPresent();
    }

    private static Keyring.LogKey of(Map<LogRole, Keyring.LogKey> logs, LogRole role) {
        return Objects.requireNonNull(logs.get(role));
    }

    private static Keyring.LogKey key(List<Keyring.LogKey> keys, Origin origin) {
        return keys.stream()
                .filter(key -> key.origin().equals(origin))
                .findFirst()
                .orElseThrow(() -> new Rejection("home.logs", "no key of " + origin));
    }

    /**
     * One number above the last log that is known to have gone on from this one. Nobody has shown one: then this backup may have
     * been reopened before and the next number be taken, with other keys, so the new log gets a name of its own.
     */
    private Map<LogRole, Keyring.LogKey> successors(
            Map<LogRole, Keyring.LogKey> ending, OwnDescriptor before, Optional<OwnDescriptor> known) {
        var next = new EnumMap<LogRole, Keyring.LogKey>(LogRole.class);
        for (var role : LogRole.values()) {
            var origin = of(ending, role).origin();
            var lineage = known.map(shown -> shown.lineage(origin)).orElse(List.of());
            next.put(
                    role,
                    fresh(
                            lineage.isEmpty()
                                    ? Origin.fresh(before.domain(), entropy)
                                    : lineage.getLast().origin().next()));
        }
        return next;
    }

    private Keyring.LogKey fresh(Origin origin) {
        return new Keyring.LogKey(
                origin,
                SigningKey.generate(Algorithm.ML_DSA_44, entropy),
                SigningKey.generate(Algorithm.ED25519, entropy));
    }

    /** @param base the newest that is known, whose logs were followed last */
    private OwnDescriptor describe(
            Home home,
            Keyring keyring,
            OwnDescriptor before,
            OwnDescriptor base,
            Map<LogRole, Keyring.LogKey> ending,
            Map<LogRole, Keyring.LogKey> next)
            throws IOException {
        var logs = new ArrayList<OwnDescriptor.Log>();
        for (var role : LogRole.values()) {
            if (role != LogRole.PRIVATE) {
                var origin = of(ending, role).origin();
                var lineage = base.lineage(origin).isEmpty() ? before.lineage(origin) : base.lineage(origin);
                if (lineage.isEmpty()) {
                    throw new Rejection("home.logs", "the descriptor does not name " + origin);
                }
                var successor = of(next, role);
                logs.add(lineage.getLast()
                        .successor(successor.origin(), successor.signer(clock).vkeys()));
                lineage.reversed().stream().limit(MOST_NAMED).forEach(logs::add);
            }
        }
        var now = clock.now();
        var described = OwnDescriptor.issue(
                OwnDescriptor.numberAbove(base.number(), now),
                keyring.root(),
                keyring.documents().form(),
                base.domain(),
                base.urls(),
                List.of(keyring.peerTls().spki()),
                logs,
                now);
        Home.writePrivate(home.descriptor(), described.encoded());
        return described;
    }
}
