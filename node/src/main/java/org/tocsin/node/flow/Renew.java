package org.tocsin.node.flow;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.tocsin.edge.Lookout;
import org.tocsin.exchange.Statement;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;

/**
 * A source that was reported from here and still attacks here stays out elsewhere: two minutes at a time, at most five times.
 * Only the tap counts, never a refusal by an enforcer, which is not evidence of its own; and only a source whose handshake was
 * proven before, since a first packet alone can be forged. Source: ARCHITECTURE section 3.
 */
public final class Renew {
    /** Receivers take a renewal 100 to 120 s after the last; the middle leaves room for a slow road. */
    static final Duration AFTER = Duration.ofSeconds(107);

    static final Duration TOO_LATE = Duration.ofSeconds(117);
    static final int MOST_RENEWALS = 5;

    private final Function<Subject, Optional<Statement>> stillAttacks;
    private final BiConsumer<Statement, String> say;
    private final Lookout lookout;
    private final Clock clock;
    private final Map<Subject, Turn> turns = new LinkedHashMap<>();

    /** A source in the fast lane elsewhere by our word: when it was last said, and how often it was renewed. */
    private record Turn(Address source, long saidNanos, int renewals) {}

    /**
     * @param stillAttacks the statement that renews an own live indicator; empty if there is none
     * @param say says it, with words for the timeline
     */
    public Renew(
            Function<Subject, Optional<Statement>> stillAttacks,
            BiConsumer<Statement, String> say,
            Lookout lookout,
            Clock clock) {
        this.stillAttacks = stillAttacks;
        this.say = say;
        this.lookout = lookout;
        this.clock = clock;
    }

    /** Something was said about a source that attacks here; only an own indicator opens a lane that is ours to renew. */
    public synchronized void began(Statement said, Address source) {
        if (said.type() == Statement.Type.INDICATOR) {
            turns.remove(said.subject());
            if (turns.size() >= Lookout.SOURCES.most()) {
                turns.remove(turns.keySet().iterator().next());
            }
            turns.put(said.subject(), new Turn(source, clock.nanos(), 0));
            look();
        }
    }

    /** Time passes: renews what is due and still attacks, forgets what has run out. Call it every few seconds. */
    public synchronized void tick() {
        boolean changed = false;
        for (var subject : List.copyOf(turns.keySet())) {
            var turn = turns.get(subject);
            long nanos = turn == null ? 0 : clock.nanos() - turn.saidNanos();
            if (turn != null && nanos >= AFTER.toNanos()) {
                changed |= renew(subject, turn, nanos);
            }
        }
        if (changed) {
            look();
        }
    }

    /** Whether the turn has ended with this. */
    private boolean renew(Subject subject, Turn turn, long nanos) {
        if (nanos < TOO_LATE.toNanos() && !attackedSince(turn)) {
            return false;
        }
        var statement = nanos < TOO_LATE.toNanos() ? stillAttacks.apply(subject) : Optional.<Statement>empty();
        if (statement.isEmpty()) {
            turns.remove(subject);
            return true;
        }
        int number = turn.renewals() + 1;
        say.accept(statement.get(), "renewal " + number + " of " + MOST_RENEWALS + ", it still attacks here");
        if (number == MOST_RENEWALS) {
            turns.remove(subject);
            return true;
        }
        turns.put(subject, new Turn(turn.source(), clock.nanos(), number));
        return false;
    }

    private boolean attackedSince(Turn turn) {
        var last = lookout.lastTry(turn.source());
        return last.isPresent() && last.getAsLong() - turn.saidNanos() > 0;
    }

    private void look() {
        lookout.lookFor(turns.values().stream().map(Turn::source).toList());
    }
}
