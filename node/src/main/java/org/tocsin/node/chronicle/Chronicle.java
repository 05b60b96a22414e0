package org.tocsin.node.chronicle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
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
    private static final int MOST_UNWRITTEN = 20_000;

    private final Clock clock;
    private final Database database;
    private final EventLog log;
    private final AtomicLong numbers;
    private final Deque<Beat> recent = new ArrayDeque<>();
    private final ConcurrentLinkedQueue<Beat> unwritten = new ConcurrentLinkedQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final List<Consumer<Beat>> listeners = new CopyOnWriteArrayList<>();

    public Chronicle(Clock clock, Database database, EventLog log) {
        this.clock = clock;
        this.database = database;
        this.log = log;
        numbers = new AtomicLong(log.last());
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
        if (kind != Kind.REFUSED && waiting.incrementAndGet() <= MOST_UNWRITTEN) {
            unwritten.add(beat);
        }
        listeners.forEach(listener -> listener.accept(beat));
        return beat.number();
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

    /** Writes what is not in the event log yet; call it every half second. */
    public void flush() {
        if (unwritten.isEmpty()) {
            return;
        }
        database.writeNow(handle -> {
            int written = 0;
            for (var beat = unwritten.poll(); beat != null; beat = unwritten.poll()) {
                log.append(handle, beat.kind().word(), beat.json());
                written++;
            }
            waiting.addAndGet(-written);
            return written;
        });
    }

    @Override
    public void close() {
        flush();
    }
}
