package org.tocsin.node.chronicle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.tocsin.kernel.Clock;
import org.tocsin.node.chronicle.Beat.Kind;
import org.tocsin.platform.store.Database;
import org.tocsin.platform.store.EventLog;
import tools.jackson.databind.node.ObjectNode;

/**
 * The timeline of a node. Writing a line costs a queue; SQL follows within a second, off every fast path. A flood of refusals
 * is kept in memory only and counted, since each line on disk would be the attacker's to choose.
 */
public final class Chronicle implements AutoCloseable {
    private static final int KEPT = 10_000;
    private static final int READ_BACK = 2_000;
    private static final int MOST_UNWRITTEN = 20_000;
    private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(1);
    private static final long OTHER_BOOT = Duration.ofMinutes(1).toNanos();

    private final Clock clock;
    private final Database database;
    private final EventLog log;
    private final AtomicLong numbers;
    private final Deque<Beat> recent = new ArrayDeque<>();
    private final ConcurrentLinkedQueue<Beat> unwritten = new ConcurrentLinkedQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final List<Consumer<Beat>> listeners = new CopyOnWriteArrayList<>();

    /** Opens the timeline with the newest lines of the log in memory, so that stories survive a restart. */
    public Chronicle(Clock clock, Database database, EventLog log) {
        this.clock = clock;
        this.database = database;
        this.log = log;
        numbers = new AtomicLong(readBack());
    }

    /**
     * Nanoseconds of another boot mean nothing here: a line whose nanoseconds and wall clock disagree is moved to where it would
     * stand on this boot's clock, and its neighbours with it, so that what lies between them stays exact.
     *
     * @return the highest number given so far; lines that are never written have numbers too
     */
    private long readBack() {
        long highest = log.last();
        long shift = 0;
        for (var event : log.read(Math.max(0, highest - READ_BACK), READ_BACK)) {
            var written = Beat.of(event.body());
            if (written.isPresent()) {
                var beat = written.get();
                long age = Duration.between(beat.at(), clock.now()).toNanos();
                long drift = clock.nanos() - age - beat.nanos();
                shift = Math.abs(drift - shift) > OTHER_BOOT ? drift : shift;
                recent.addLast(beat.at(beat.nanos() + shift));
                highest = Math.max(highest, beat.number());
            }
        }
        return highest;
    }

    /** Hears every line, on the thread that wrote it; must be short. Returns what ends that. */
    public Runnable listen(Consumer<Beat> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    public long tell(Kind kind, String subject, long cause, String text, ObjectNode detail) {
        return tellAt(clock.nanos(), kind, subject, cause, text, detail);
    }

    /**
     * Writes a line about a moment that has passed.
     *
     * @return its number
     */
    public long tellAt(long nanos, Kind kind, String subject, long cause, String text, ObjectNode detail) {
        var beat = new Beat(numbers.incrementAndGet(), nanos, clock.now(), kind, subject, cause, text, detail);
        synchronized (recent) {
            recent.addLast(beat);
            if (recent.size() > KEPT) {
                recent.removeFirst();
            }
        }
        if (kind != Kind.REFUSED) {
            queue(beat);
        }
        listeners.forEach(listener -> listener.accept(beat));
        return beat.number();
    }

    private void queue(Beat beat) {
        if (waiting.incrementAndGet() <= MOST_UNWRITTEN) {
            unwritten.add(beat);
        } else {
            waiting.decrementAndGet();
        }
    }

    /** The newest lines, newest first. */
    public List<Beat> recent(int most) {
        var found = new ArrayList<Beat>();
        synchronized (recent) {
            for (var it = recent.descendingIterator(); it.hasNext() && found.size() < most; ) {
                found.add(it.next());
            }
        }
        return found;
    }

    /** Lines about a subject, oldest first. */
    public List<Beat> about(String subject) {
        synchronized (recent) {
            return recent.stream()
                    .filter(beat -> beat.subject().equals(subject))
                    .toList();
        }
    }

    /**
     * The newest line of a kind that fits, of those since a moment: from memory, or else from the log, which costs a look at each line
     * of that kind.
     */
    public Optional<Beat> newest(Kind kind, Instant since, Predicate<Beat> fits) {
        synchronized (recent) {
            for (var it = recent.descendingIterator(); it.hasNext(); ) {
                var beat = it.next();
                if (beat.kind() == kind && fits.test(beat)) {
                    return Optional.of(beat);
                }
            }
        }
        var found = new AtomicReference<Beat>();
        log.each(List.of(kind.word()), since, event -> Beat.of(event.body())
                .filter(fits)
                .ifPresent(found::set));
        return Optional.ofNullable(found.get());
    }

    /**
     * Lines of some kinds within a span of this node's clock, oldest first: from memory where that reaches back so far, else from
     * the log as well, of which the oldest so many are looked at.
     */
    public List<Beat> between(Set<Kind> kinds, Instant from, Instant to, int most) {
        var found = new TreeMap<Long, Beat>();
        boolean whole;
        synchronized (recent) {
            whole = !recent.isEmpty() && recent.getFirst().at().isBefore(from);
            recent.stream()
                    .filter(beat -> isWithin(beat, kinds, from, to))
                    .forEach(beat -> found.put(beat.number(), beat));
        }
        if (!whole) {
            var words = kinds.stream().map(Kind::word).toList();
            log.between(words, from, to.plus(WRITTEN_WITHIN), most).forEach(event -> Beat.of(event.body())
                    .filter(beat -> isWithin(beat, kinds, from, to))
                    .ifPresent(beat -> found.putIfAbsent(beat.number(), beat)));
        }
        return List.copyOf(found.values());
    }

    private static boolean isWithin(Beat beat, Set<Kind> kinds, Instant from, Instant to) {
        return kinds.contains(beat.kind())
                && !beat.at().isBefore(from)
                && !beat.at().isAfter(to);
    }

    /** Writes what is not in the event log yet; call it every half second. What the store refuses waits for the next time. */
    public void flush() {
        write(false);
    }

    /** As {@link #flush}, for a person who waits: a full disk has room that is kept for that. */
    public void keep() {
        write(true);
    }

    private synchronized void write(boolean person) {
        var lines = List.copyOf(unwritten);
        if (lines.isEmpty()) {
            return;
        }
        var told = lines.stream()
                .map(beat -> new EventLog.Told(beat.kind().word(), beat.json()))
                .toList();
        if (person) {
            database.act(handle -> {
                log.append(handle, told);
                return told.size();
            });
        } else {
            database.writeNow(handle -> {
                log.append(handle, told);
                return told.size();
            });
        }
        lines.forEach(_ -> unwritten.remove());
        waiting.addAndGet(-lines.size());
    }

    @Override
    public void close() {
        flush();
    }
}
