package org.tocsin.federation.follow;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tocsin.crypto.sign.SignedBody;
import org.tocsin.federation.OwnDescriptor;
import org.tocsin.federation.descriptor.NodeDescriptor;
import org.tocsin.federation.frame.Frame;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.checkpoint.Checkpoint;
import org.tocsin.ledger.checkpoint.CheckpointKeys;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.log.Ledger;
import org.tocsin.ledger.log.StartGate;

/** Carries the start rule out: the ledger signs once the gate lets it, and stops when a follower holds more than it has. */
public final class Release {
    private static final System.Logger LOG = System.getLogger(Release.class.getName());

    /** More than a node has logs; each may cost a signature. */
    private static final int MOST_HELD = 64;

    private final OwnDescriptor own;
    private final Ledger ledger;
    private final StartGate gate;
    private final Higher higher;
    private final AtomicBoolean waited;

    /** Hears of a descriptor of this node, signed by its root, that is newer than its own. */
    @FunctionalInterface
    public interface Higher {
        void shown(long number, SignedBody descriptor);
    }

    /** @param higher hears of a descriptor of this node that is newer than its own */
    Release(OwnDescriptor own, Ledger ledger, Set<Fingerprint> followers, Higher higher, Clock clock) {
        this.own = own;
        this.higher = higher;
        this.ledger = ledger;
        gate = new StartGate(followers, new Logs(), clock);
        waited = new AtomicBoolean(!followers.isEmpty());
    }

    /**
     * A peer shows what it holds of this node. A hello without this node's descriptor is of one that has not recognised it, so it
     * says nothing about what is held: taking it for an answer would let a restored backup sign.
     */
    void heard(Fingerprint peer, Frame.Hello hello) {
        long number = ownNumber(hello.yours());
        if (number > own.number()) {
            hello.yours().ifPresent(shown -> higher.shown(number, shown));
        }
        if (number > 0) {
            act(gate.hello(peer, checkpoints(hello.held()), number));
        }
    }

    void check() {
        act(gate.tick());
    }

    void forget(Fingerprint peer) {
        act(gate.remove(peer));
    }

    Optional<String> held() {
        return switch (gate.state()) {
            case StartGate.State.Released() -> Optional.empty();
            case StartGate.State.Held(var awaited) ->
                Optional.of("nothing is signed yet: waiting for " + awaited.size()
                        + (awaited.size() == 1
                                ? " follower to show what it holds"
                                : " followers to show what they hold"));
            case StartGate.State.Stopped(var why) -> Optional.of(why.getMessage());
        };
    }

    private void act(StartGate.State state) {
        switch (state) {
            case StartGate.State.Released() -> {
                ledger.release();
                if (waited.compareAndSet(true, false)) {
                    LOG.log(Level.INFO, "followers have shown what they hold; this node signs");
                }
            }
            case StartGate.State.Held _ -> {}
            case StartGate.State.Stopped(var why) -> ledger.stop(why);
        }
    }

    private static List<Checkpoint> checkpoints(List<Frame.Held> held) {
        return held.stream()
                .limit(MOST_HELD)
                .map(one -> Checkpoint.parse(one.checkpoint().toArray()))
                .toList();
    }

    /** The number of the descriptor that they hold of us; one that our root did not sign is nobody's. */
    private long ownNumber(Optional<SignedBody> yours) {
        try {
            return yours.map(NodeDescriptor::verify)
                    .filter(descriptor -> descriptor.fingerprint().equals(own.fingerprint()))
                    .map(NodeDescriptor::number)
                    .orElse(0L);
        } catch (Rejection forged) {
            return 0;
        }
    }

    /** What this node has of its own logs. */
    private final class Logs implements StartGate.OwnLogs {
        @Override
        public long descriptor() {
            return own.number();
        }

        @Override
        public boolean ended(Checkpoint shown) {
            return own.ends(shown.origin().toString());
        }

        @Override
        public boolean signed(Checkpoint shown) {
            return own.vkeys(shown.origin().toString())
                    .map(vkeys -> new CheckpointKeys(shown.origin(), vkeys).verifies(shown))
                    .orElse(false);
        }

        @Override
        public boolean contains(Checkpoint shown) {
            return isHere(shown.origin())
                    && ledger.rootAt(shown.origin(), shown.size())
                            .filter(shown.root()::equals)
                            .isPresent();
        }

        private boolean isHere(Origin origin) {
            return ledger.logs().contains(origin);
        }
    }
}
