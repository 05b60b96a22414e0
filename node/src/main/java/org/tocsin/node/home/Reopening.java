package org.tocsin.node.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
     * @param shown highest number of a descriptor of this node that a peer has shown
     * @return the descriptor that names the successors
     */
    public OwnDescriptor reopen(Home home, Keyring keyring, OwnDescriptor before, long shown, Opener opener)
            throws IOException {
        try (var ledger = opener.open(origin -> keys(keyring, origin).signer(clock))) {
            if (isWhole(keyring, ledger)) {
                keyring.writeLogs(next(keyring.logs()));
            }
            var descriptor = describe(home, keyring, before, shown);
            for (var log : keyring.logs().values()) {
                if (!ledger.logs().contains(log.origin())) {
                    var _ = ledger.reopen(before(log.origin()));
                }
            }
            return descriptor;
        }
    }

    /** A log whose keys are gone was ended by a try that was cut short: it signs nothing any more, with whichever keys. */
    private Keyring.LogKey keys(Keyring keyring, Origin origin) {
        try {
            return keyring.logs().values().stream()
                    .filter(key -> key.origin().equals(origin))
                    .findFirst()
                    .orElseGet(() -> fresh(origin));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isWhole(Keyring keyring, Ledger ledger) throws IOException {
        return keyring.logs().values().stream().allMatch(log -> ledger.logs().contains(log.origin()));
    }

    private Map<LogRole, Keyring.LogKey> next(Map<LogRole, Keyring.LogKey> logs) {
        var next = new EnumMap<LogRole, Keyring.LogKey>(LogRole.class);
        logs.forEach((role, log) -> next.put(role, fresh(log.origin().next())));
        return next;
    }

    private Keyring.LogKey fresh(Origin origin) {
        return new Keyring.LogKey(
                origin,
                SigningKey.generate(Algorithm.ML_DSA_44, entropy),
                SigningKey.generate(Algorithm.ED25519, entropy));
    }

    private OwnDescriptor describe(Home home, Keyring keyring, OwnDescriptor before, long shown) throws IOException {
        var logs = new ArrayList<OwnDescriptor.Log>();
        for (var log : Founding.published(keyring.logs())) {
            if (before.vkeys(log.origin().toString()).isPresent()) {
                return before;
            }
            var superseded = named(before, before(log.origin()));
            logs.add(OwnDescriptor.Log.reopened(superseded, log.signer(clock).vkeys()));
            logs.add(superseded);
        }
        var next = OwnDescriptor.issue(
                Math.max(before.number(), shown) + 1,
                keyring.root(),
                keyring.documents().form(),
                before.domain(),
                before.urls(),
                List.of(keyring.peerTls().spki()),
                logs,
                clock.now());
        Home.writePrivate(home.descriptor(), next.encoded());
        return next;
    }

    private static OwnDescriptor.Log named(OwnDescriptor descriptor, Origin origin) {
        return descriptor.logs().stream()
                .filter(log -> log.origin().equals(origin))
                .findFirst()
                .orElseThrow(() -> new Rejection("home.logs", "the descriptor does not name " + origin));
    }

    private static Origin before(Origin origin) {
        return new Origin(origin.domain(), origin.id(), origin.number() - 1);
    }
}
