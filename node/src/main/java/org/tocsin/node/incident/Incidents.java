package org.tocsin.node.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.tocsin.detection.Finding;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.incident.store.IncidentStore;
import tools.jackson.databind.JsonNode;

/**
 * All incidents of this node, in memory; SQL follows within a second, but for what a person says, which is durable before it is
 * acknowledged. Taking a finding in waits for no disk: it stands between a packet and its block.
 */
public final class Incidents {
    /** Incidents that are kept; beyond, the oldest closed ones are erased. */
    public static final int MOST = 5_000;

    /** Expectations that hold at once. */
    static final int MOST_SCOPES = 1_000;

    private static final int ERASED_AT_ONCE = 250;
    private static final int CONFIRMED_TIMES = 4;

    private final Clock clock;
    private final Entropy entropy;
    private final IncidentStore store;
    private final Duration keep;
    private final TreeMap<String, Incident> all = new TreeMap<>();
    /** The one that a finding may go on with, by who acts, and whether that is expected. */
    private final Map<String, String> running = new HashMap<>();
    /** Incidents about which a person has said what to expect. */
    private final Map<String, Feedback> scopes = new LinkedHashMap<>();

    private final Set<String> changed = new LinkedHashSet<>();
    private final Set<String> gone = new LinkedHashSet<>();
    private final List<Consumer<Collection<String>>> erasures = new CopyOnWriteArrayList<>();

    /** Held while something is written: what a person said must not be overwritten by what was read before it. */
    private final ReentrantLock writing = new ReentrantLock();

    /** @param keep age at which an incident is erased; a confirmed one is kept four times as long */
    public Incidents(Clock clock, Entropy entropy, IncidentStore store, Duration keep) {
        this.clock = clock;
        this.entropy = entropy;
        this.store = store;
        this.keep = keep;
        for (var row : store.all()) {
            Incident.of(row).ifPresent(this::put);
        }
    }

    /** Hears which incidents were erased since too many were kept, or for their age. */
    public void onErase(Consumer<Collection<String>> listener) {
        erasures.add(listener);
    }

    /** Puts a finding into the incident that it goes on with, or begins one; returns that as it is now. */
    public synchronized Incident take(Finding finding) {
        var now = clock.now();
        var expected = expectation(finding, now);
        var before = Optional.ofNullable(running.get(key(Actor.of(finding), expected.isPresent())))
                .map(all::get)
                .filter(one -> one.isRunning(finding.time(), now));
        var next = before.map(one -> one.and(finding, now, expected))
                .orElseGet(() -> new Incident(
                        IncidentId.fresh(now, all.isEmpty() ? "" : all.lastKey(), entropy),
                        Actor.of(finding),
                        Seen.of(finding, now),
                        expected,
                        List.of()));
        put(next);
        changed.add(next.id());
        if (all.size() > MOST) {
            makeRoom(now);
        }
        return next;
    }

    private Optional<Expectation> expectation(Finding finding, Instant now) {
        for (var one : scopes.entrySet()) {
            var said = one.getValue();
            boolean holds = said.until().map(now::isBefore).orElse(false);
            if (holds && said.scope().map(scope -> scope.fits(finding)).orElse(false)) {
                return said.until().map(until -> new Expectation(one.getKey(), until));
            }
        }
        return Optional.empty();
    }

    private static String key(Actor actor, boolean expected) {
        return (expected ? "expected " : "") + actor.key();
    }

    private void put(Incident incident) {
        all.put(incident.id(), incident);
        var key = key(incident.actor(), incident.expected().isPresent());
        var other = running.get(key);
        if (other == null || other.compareTo(incident.id()) <= 0) {
            running.put(key, incident.id());
        }
        incident.scopeAt(clock.now())
                .ifPresentOrElse(said -> scopes.put(incident.id(), said), () -> scopes.remove(incident.id()));
    }

    /** The incident that an actor's findings go on with now. */
    public synchronized Optional<Incident> running(Finding finding) {
        return Optional.ofNullable(running.get(
                        key(Actor.of(finding), expectation(finding, clock.now()).isPresent())))
                .map(all::get);
    }

    /** Refused ({@code incident.unknown}) if there is none of that name. */
    public synchronized Incident get(String id) {
        var found = all.get(id);
        if (found == null) {
            throw new Rejection(
                    "incident.unknown",
                    "no incident has that name, or it has been erased; tocsin incident ls shows them");
        }
        return found;
    }

    /** Whether there is one of that name. */
    public synchronized boolean keeps(String id) {
        return all.containsKey(id);
    }

    /** Whether it stands so now. */
    public synchronized boolean is(String id, State state) {
        var found = all.get(id);
        return found != null && found.state(clock.now()) == state;
    }

    /** All, newest first. */
    public synchronized List<Incident> all() {
        return List.copyOf(all.descendingMap().values());
    }

    /** What a person says; returns once it is durable. */
    public Incident say(String id, Feedback said) {
        writing.lock();
        try {
            if (said.scope().isPresent()) {
                requireRoomForScope(id);
            }
            store.act(id, get(id).and(said).json());
            return heard(id, said);
        } finally {
            writing.unlock();
        }
    }

    private synchronized Incident heard(String id, Feedback said) {
        var next = get(id).and(said);
        put(next);
        changed.add(id); // findings may have come while it was written
        return next;
    }

    private synchronized void requireRoomForScope(String id) {
        endScopes(clock.now());
        if (scopes.size() >= MOST_SCOPES && !scopes.containsKey(id)) {
            throw new Rejection(
                    "incident.scopes",
                    MOST_SCOPES + " expectations hold already; take some back: tocsin incident feedback ID open");
        }
    }

    /** What is expected no longer keeps no incident from being erased. */
    private void endScopes(Instant now) {
        scopes.values().removeIf(said -> !said.until().map(now::isBefore).orElse(false));
    }

    /** Writes what has changed; call it every half second. What the store refuses waits for the next time. */
    public void flush() {
        var erased = new ArrayList<String>();
        writing.lock();
        try {
            List<String> write;
            synchronized (this) {
                write = List.copyOf(changed);
                erased.addAll(gone);
            }
            if (!write.isEmpty() || !erased.isEmpty()) {
                write(write, erased);
            }
        } finally {
            writing.unlock();
        }
        if (!erased.isEmpty()) {
            erasures.forEach(listener -> listener.accept(erased));
        }
    }

    private void write(List<String> write, List<String> erase) {
        try {
            store.write(write, this::current, erase);
        } catch (RuntimeException refused) {
            again(write);
            throw refused;
        }
        forget(erase);
    }

    private synchronized void again(List<String> unwritten) {
        unwritten.stream().filter(all::containsKey).forEach(changed::add);
    }

    /** As it is while it is written: from then on it is unchanged. */
    private synchronized Optional<JsonNode> current(String id) {
        changed.remove(id);
        return Optional.ofNullable(all.get(id)).map(Incident::json);
    }

    private synchronized void forget(List<String> erased) {
        erased.forEach(gone::remove);
    }

    /** Erases what is older than it may be; call it now and then. */
    public synchronized void prune() {
        var now = clock.now();
        endScopes(now);
        for (var incident : List.copyOf(all.values())) {
            var times = incident.state(now) == State.CONFIRMED ? CONFIRMED_TIMES : 1;
            if (!scopes.containsKey(incident.id())
                    && incident.seen().heard().plus(keep.multipliedBy(times)).isBefore(now)) {
                erase(incident);
            }
        }
    }

    /**
     * What a person has called harmless or expects goes first, then what may have been forged: whoever floods with invented addresses
     * must not erase what is proven and nobody has looked at. What a person has confirmed goes last. Among them the oldest.
     */
    private void makeRoom(Instant now) {
        endScopes(now);
        var order = new ArrayList<>(all.values());
        order.removeIf(incident -> scopes.containsKey(incident.id()));
        order.sort(Comparator.<Incident>comparingInt(incident -> worth(incident, now))
                .thenComparing(incident -> incident.seen().heard()));
        order.stream().limit(ERASED_AT_ONCE).forEach(this::erase);
    }

    private static int worth(Incident incident, Instant now) {
        return switch (incident.state(now)) {
            case BENIGN -> 0;
            case EXPECTED -> 1;
            case QUIET -> incident.mayBeForged() ? 2 : 3;
            case OPEN -> incident.mayBeForged() ? 2 : 4;
            case CONFIRMED -> 5;
        };
    }

    private void erase(Incident incident) {
        all.remove(incident.id());
        changed.remove(incident.id());
        gone.add(incident.id());
        running.values().remove(incident.id());
    }
}
