package org.tocsin.federation.follow;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.tocsin.federation.Peer;

/**
 * When a peer is dialled next: at once by the lower fingerprint, a little later by the higher, then ever more rarely. A session
 * that ends soon counts as a failure, or a peer that hangs up after each hello would be dialled four times a second.
 */
final class Attempt {
    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LAST = Duration.ofSeconds(10);
    private static final Duration COURTESY = Duration.ofSeconds(2);
    private static final Duration A_WHILE = Duration.ofSeconds(10);

    private final Duration courtesy;
    private Instant next;
    private Duration pause = FIRST;
    private boolean running;
    private String problem = "dialling";
    private Optional<Instant> since = Optional.empty();

    /** @param first whether this side dials without waiting for the other to do so */
    Attempt(boolean first, Instant now) {
        courtesy = first ? Duration.ZERO : COURTESY;
        next = now.plus(courtesy);
    }

    /** Whether it is time; if so, the caller dials and reports. */
    synchronized boolean begin(Instant now) {
        if (running || now.isBefore(next)) {
            return false;
        }
        running = true;
        return true;
    }

    /** What the caller dialled for is over. */
    synchronized void ended(Instant now, Duration lasted, String why) {
        running = false;
        lost(now, lasted, why);
    }

    /** A session with that peer is over, whoever dialled. */
    synchronized void lost(Instant now, Duration lasted, String why) {
        if (lasted.compareTo(A_WHILE) >= 0) {
            pause = FIRST;
        }
        if (!sort(why).equals(sort(problem))) {
            since = Optional.of(now);
        }
        problem = why;
        next = now.plus(pause).plus(courtesy);
        pause = pause.multipliedBy(2).compareTo(LAST) > 0 ? LAST : pause.multipliedBy(2);
    }

    /** A person has done something about it. */
    synchronized void hurry(Instant now) {
        next = now;
        pause = FIRST;
    }

    /** A farewell and the refusals that follow it are one trouble. */
    private static String sort(String problem) {
        var met = new Peer.Link(false, Optional.empty(), 0, 0, problem, Optional.empty());
        return met.forgotUs() ? "peer.removed" : problem;
    }

    /** How it stands while no session runs. */
    synchronized Peer.Link link(long behind) {
        return new Peer.Link(false, Optional.empty(), 0, behind, problem, since);
    }

    /** As {@link #link}, of a peer that has no URL: unless it has said something, there is nothing to do but wait for it. */
    synchronized Peer.Link waiting(long behind, String words) {
        return since.isPresent() ? link(behind) : new Peer.Link(false, Optional.empty(), 0, behind, words, since);
    }
}
