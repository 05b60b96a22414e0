package org.tocsin.federation.follow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.tocsin.federation.store.FollowStore;
import org.tocsin.federation.store.FollowStore.Pending;
import org.tocsin.kernel.Clock;

/**
 * Writes followed entries and cursors 250 to 750 ms after they were acted on, in one transaction for all logs. A crash before
 * that follows the same entries again; acting on them twice changes nothing. Source: ARCHITECTURE rule 4.
 */
final class Projection implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Projection.class.getName());
    private static final long LEAST_WAIT_MS = 250;
    private static final long JITTER_MS = 500;

    private final FollowStore store;
    private final Clock clock;
    private final Thread thread;
    private List<Pending> waiting = new ArrayList<>();
    private volatile boolean closed;

    Projection(FollowStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
        thread = Thread.ofVirtual().name("follow-store").start(this::run);
    }

    void add(Pending pending) {
        synchronized (this) {
            waiting.add(pending);
        }
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            LockSupport.park();
            long jitter = Math.floorMod(clock.nanos(), JITTER_MS);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LEAST_WAIT_MS + jitter));
            flush();
        }
    }

    /** Writes what waits. On a full disk it keeps waiting: following goes on in memory. */
    void flush() {
        List<Pending> now;
        synchronized (this) {
            now = waiting;
            waiting = new ArrayList<>();
        }
        if (now.isEmpty()) {
            return;
        }
        try {
            store.write(now);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "followed entries could not be stored and stay in memory", e);
            synchronized (this) {
                now.addAll(waiting);
                waiting = now;
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        flush();
    }
}
