package org.tocsin.federation.follow;

import java.time.Duration;
import java.time.Instant;

/** When a peer is dialled next: at once by the lower fingerprint, a little later by the higher, then ever more rarely. */
final class Attempt {
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LAST = Duration.ofSeconds(10);
    private static final Duration COURTESY = Duration.ofSeconds(2);

    private Instant next;
    private Duration pause = FIRST;
    private boolean running;
    private String problem = "dialling";

    Attempt(boolean first, Instant now) {
        next = first ? now : now.plus(COURTESY);
    }

    /** Whether it is time; if so, the caller dials and reports. */
    synchronized boolean begin(Instant now) {
        if (running || now.isBefore(next)) {
            return false;
        }
        running = true;
        return true;
    }

    synchronized void failed(Instant now, String why) {
        running = false;
        problem = why;
        next = now.plus(pause);
        pause = pause.multipliedBy(2).compareTo(LAST) > 0 ? LAST : pause.multipliedBy(2);
    }

    synchronized String problem() {
        return problem;
    }
}
