package org.tocsin.ledger.log;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.checkpoint.Checkpoint;

/**
 * Decides when a node may sign after a start, so that a restored backup never forks a log: its followers show what they hold,
 * and whoever holds more than the node itself stops it. A state machine without threads: the node feeds it hellos and ticks.
 * Source: ARCHITECTURE section 5, start rule. Thread-safe.
 *
 * <p>What it can't notice: that all followers who answer lag behind the backup. The exchange of heads proves that later.
 */
public final class StartGate {
    /** How long the others are waited for once one follower has answered. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private final OwnLogs logs;
    private final Clock clock;
    private final Set<Fingerprint> awaited;
    private OptionalLong firstAnswer = OptionalLong.empty();
    private State state;

    /**
     * What a node has of its own logs.
     */
    public interface OwnLogs {
        /** Highest number of a descriptor of this node that it holds itself. */
        long descriptor();

        /** Whether the newest descriptor says that the checkpoint's log is ended. */
        boolean ended(Checkpoint shown);

        /** Whether the checkpoint bears a valid signature of a log of this node. */
        boolean signed(Checkpoint shown);

        /** Whether the tree here has this root at this size. */
        boolean contains(Checkpoint shown);
    }

    /** Whether the node may sign. */
    public sealed interface State {
        /** Not yet; these followers have not answered. */
        record Held(Set<Fingerprint> awaited) implements State {
            public Held {
                awaited = Set.copyOf(awaited);
            }
        }

        /** Yes, and the check goes on. */
        record Released() implements State {}

        /** No, until a person reopens the logs. */
        record Stopped(Rejection why) implements State {}
    }

    /** @param followers on record, whose answers are waited for; a node without any signs at once */
    public StartGate(Set<Fingerprint> followers, OwnLogs logs, Clock clock) {
        this.logs = logs;
        this.clock = clock;
        this.awaited = new HashSet<>(followers);
        this.state = followers.isEmpty() ? new State.Released() : new State.Held(followers);
    }

    public synchronized State state() {
        return state;
    }

    /**
     * A peer's hello, at the start and ever after.
     *
     * @param held the last checkpoint that it holds of each of this node's logs
     * @param descriptor highest number of a descriptor of this node that it holds and that this node's root has signed; 0 if
     *     none
     */
    public synchronized State hello(Fingerprint peer, List<Checkpoint> held, long descriptor) {
        if (state instanceof State.Stopped) {
            return state;
        }
        if (descriptor > logs.descriptor()) {
            return stop(peer + " holds descriptor " + descriptor + " of this node, which has " + logs.descriptor());
        }
        for (var shown : held) {
            if (objects(shown)) {
                return stop(peer + " holds a signed checkpoint of " + shown.origin() + " with " + shown.size()
                        + " entries that is not in this node's log");
            }
        }
        if (awaited.remove(peer) && firstAnswer.isEmpty()) {
            firstAnswer = OptionalLong.of(clock.nanos());
        }
        return tick();
    }

    /** Time passes. */
    public synchronized State tick() {
        if (state instanceof State.Held) {
            boolean patienceEnds =
                    firstAnswer.isPresent() && clock.nanos() - firstAnswer.getAsLong() >= PATIENCE.toNanos();
            state = awaited.isEmpty() || patienceEnds ? new State.Released() : new State.Held(awaited);
        }
        return state;
    }

    /** A follower that a person took off the record is not waited for. */
    public synchronized State remove(Fingerprint follower) {
        awaited.remove(follower);
        return tick();
    }

    /** A claim without a valid signature is nobody's: a lying follower can't stop a node. */
    private boolean objects(Checkpoint shown) {
        return !logs.ended(shown) && logs.signed(shown) && !logs.contains(shown);
    }

    private State stop(String what) {
        state = new State.Stopped(new Rejection(
                "ledger.rolled-back",
                what + ": this looks like a restored backup. Nothing is appended until `tocsin log reopen`"));
        return state;
    }
}
