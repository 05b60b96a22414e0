package org.tocsin.federation.follow;

import java.io.IOException;
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

    /** Ends the waiting, now and for ever. */
    synchronized void end() {
        over = true;
        if (inside != null) {
            inside.interrupt();
        }
    }
}
