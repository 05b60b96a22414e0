package org.tocsin.federation.follow;

import java.time.Duration;
import java.util.List;

/** Payloads of one log that a quota left out, and which of them were asked for. Thread-safe. */
final class Backlog {
    /** An answer that does not come is asked for again. */
    private static final long PATIENCE = Duration.ofSeconds(10).toNanos();

    private long waiting;
    private List<Long> asked = List.of();
    private long askedAt;

    synchronized long waiting() {
        return waiting;
    }

    synchronized void add(long more) {
        waiting += more;
    }

    /** Whether there is something to ask for now. */
    synchronized boolean isDue(long nanos) {
        return waiting > 0 && (asked.isEmpty() || nanos - askedAt > PATIENCE);
    }

    synchronized void asked(List<Long> indices, long nanos) {
        asked = List.copyOf(indices);
        askedAt = nanos;
    }

    /** What was asked for and has not come; an answer that nobody waits for is worth nothing. */
    synchronized List<Long> asked() {
        return asked;
    }

    /**
     * So many are stored now, or will never be. Only with this may more be asked for: until then the store still misses them, and
     * they would be asked for, and counted, a second time.
     */
    synchronized void done(int count) {
        waiting = Math.max(0, waiting - count);
        asked = List.of();
    }
}
