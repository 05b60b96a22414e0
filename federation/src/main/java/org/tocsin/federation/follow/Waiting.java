package org.tocsin.federation.follow;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Clock;

/**
 * Where a thread waits for its peer. It can be woken there and only there: elsewhere it may be at work on tables and files that
 * all share, where an interrupt does harm.
 */
final class Waiting {
    private final Clock clock;
    private @Nullable Thread inside;
    private long since;
    private boolean over;

    Waiting(Clock clock) {
        this.clock = clock;
    }

    /** Something that waits for the other side. */
    @FunctionalInterface
    interface Wait<T> {
        T go() throws IOException;
    }

    <T> T during(Wait<T> wait) throws IOException {
        synchronized (this) {
            if (over) {
                throw new IOException("the connection was closed here");
            }
            inside = Thread.currentThread();
            since = clock.nanos();
        }
        try {
            return wait.go();
        } finally {
            synchronized (this) {
                inside = null;
                notifyAll();
                if (over) {
                    var _ = Thread.interrupted();
                }
            }
        }
    }

    /** For how many nanoseconds a thread has waited by now. */
    synchronized OptionalLong nanos() {
        return inside == null ? OptionalLong.empty() : OptionalLong.of(clock.nanos() - since);
    }

    /**
     * Ends the waiting for ever, but gives whoever is inside a moment: an interrupt in the middle of a write closes the whole
     * connection, with whatever else is asked over it.
     */
    void endWithin(Duration grace) {
        long until = clock.nanos() + grace.toNanos();
        synchronized (this) {
            over = true;
            try {
                for (long left = grace.toMillis();
                        inside != null && left > 0;
                        left = (until - clock.nanos()) / 1_000_000) {
                    wait(left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        end();
    }

    /** Ends the waiting, now and for ever. */
    synchronized void end() {
        over = true;
        if (inside != null) {
            inside.interrupt();
        }
    }
}
