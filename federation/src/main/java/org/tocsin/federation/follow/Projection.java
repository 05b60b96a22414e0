package org.tocsin.federation.follow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.tocsin.federation.store.FollowStore;
import org.tocsin.federation.store.FollowStore.Pending;
import org.tocsin.federation.store.FollowStore.Row;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Recurring;

/**
 * Writes followed entries and cursors 250 to 750 ms after they were acted on, in one transaction for all logs. A crash before
 * that follows the same entries again; acting on them twice changes nothing. Source: ARCHITECTURE rule 4.
 *
 * <p>While the disk is full, following goes on in memory, up to a bound. Beyond it the log with the most is no longer kept, and is
 * followed again from its stored cursor once there is room.
 */
final class Projection implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Projection.class.getName());
    private static final long LEAST_WAIT_MS = 250;
    private static final long JITTER_MS = 500;
    private static final long MOST_BYTES = 64L << 20;
    private static final long OVERHEAD = 200;

    private final FollowStore store;
    private final Clock clock;
    private final Recurring trouble;
    private final Consumer<Pending> written;
    private final long mostBytes;
    private final Object writing = new Object();
    private volatile Runnable before = () -> {};
    private final Set<FollowedLog.Name> lagging = new HashSet<>();
    private List<Pending> waiting = new ArrayList<>();
    private long bytes;
    private boolean failing;
    private boolean closed;

    /** @param written hears of what has become durable */
    Projection(FollowStore store, Clock clock, Consumer<Pending> written) {
        this(store, clock, written, MOST_BYTES);
    }

    Projection(FollowStore store, Clock clock, Consumer<Pending> written, long mostBytes) {
        this.mostBytes = mostBytes;
        this.store = store;
        this.clock = clock;
        trouble = new Recurring(LOG, clock);
        this.written = written;
        Thread.ofVirtual().name("follow-store").start(this::run);
    }

    /**
     * What must be durable before a cursor may be: whatever acting on the entries left in memory elsewhere. If it fails, the
     * cursor stays, and the entries are followed again.
     */
    void before(Runnable work) {
        before = work;
    }

    void add(Pending pending) {
        synchronized (this) {
            if (lagging.contains(name(pending))) {
                return;
            }
            waiting.add(pending);
            bytes += size(pending);
            if (bytes > mostBytes) {
                shed();
            }
            notifyAll();
        }
    }

    private void run() {
        try {
            while (awaitWork()) {
                long jitter = Math.floorMod(clock.nanos(), JITTER_MS);
                Thread.sleep(LEAST_WAIT_MS + jitter);
                flush();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Returns whether there is something to write, and false once it is over. A monitor and not a parked thread: writing waits for
     * SQL, which parks as well and would swallow the wake-up for what came meanwhile.
     */
    private synchronized boolean awaitWork() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        return !closed;
    }

    /** Writes what waits; what can't be written goes on waiting. One at a time, since a later cursor must not be overtaken. */
    void flush() {
        synchronized (writing) {
            List<Pending> now;
            synchronized (this) {
                now = waiting;
                waiting = new ArrayList<>();
                bytes = 0;
            }
            if (!now.isEmpty()) {
                write(now);
            }
        }
    }

    private void write(List<Pending> now) {
        try {
            before.run();
            store.write(now);
            synchronized (this) {
                failing = false;
            }
        } catch (RuntimeException e) {
            trouble.warn("followed entries could not be stored and stay in memory", e);
            synchronized (this) {
                failing = true;
                now.addAll(waiting);
                waiting = now;
                bytes = now.stream().mapToLong(Projection::size).sum();
            }
            return;
        }
        now.forEach(written);
    }

    /** Stores payloads that came late, after they were acted on; what can't be stored is asked for again, and false returned. */
    boolean settle(FollowedLog log, Arrears.Came came) {
        if (came.late().isEmpty() && came.gone().isEmpty()) {
            return false;
        }
        synchronized (writing) {
            try {
                before.run();
                store.settle(log.name.peer(), log.name.origin(), came.late(), came.gone());
                log.backlog.done(came.late().size() + came.gone().size());
                return true;
            } catch (RuntimeException e) {
                trouble.warn("late payloads could not be stored; they are asked for again", e);
                return false;
            }
        }
    }

    /** Lets go of the log that takes the most room. */
    private void shed() {
        Map<FollowedLog.Name, Long> sizes = new HashMap<>();
        waiting.forEach(pending -> sizes.merge(name(pending), size(pending), Long::sum));
        sizes.entrySet().stream().max(Map.Entry.comparingByValue()).ifPresent(largest -> {
            var name = largest.getKey();
            waiting.removeIf(pending -> name(pending).equals(name));
            bytes -= largest.getValue();
            lagging.add(name);
            LOG.log(System.Logger.Level.WARNING, "no room for {0}: it is stored again once there is", name.origin());
        });
    }

    /** Logs that were let go and can be followed again from their stored cursors. */
    synchronized List<FollowedLog.Name> recovered() {
        if (failing || lagging.isEmpty()) {
            return List.of();
        }
        var names = List.copyOf(lagging);
        lagging.clear();
        return names;
    }

    private static FollowedLog.Name name(Pending pending) {
        return new FollowedLog.Name(pending.peer(), pending.origin());
    }

    private static long size(Pending pending) {
        return OVERHEAD + pending.rows().stream().mapToLong(Projection::size).sum();
    }

    private static long size(Row row) {
        var payload = row.wanted() ? null : row.leaf().payload();
        long kept = payload == null ? 0 : payload.payload().size();
        return OVERHEAD + row.leaf().encoded().size() + kept;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        flush();
    }
}
