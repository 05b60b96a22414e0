package org.tocsin.exchange.trust;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.tocsin.kernel.Fingerprint;

/** One reporter as the engine holds it. */
final class Member {
    /** More retractions than this within a minute wait for a person: a stolen key must not lift everything at once. */
    static final int RETRACTIONS_A_MINUTE = 20;

    final Fingerprint fingerprint;
    final Bucket bucket;
    String name;
    String group;
    boolean fullTrust;
    boolean paused;
    MemberTrust trust;
    private boolean named;
    private final Deque<Instant> retractions = new ArrayDeque<>();

    Member(Fingerprint fingerprint, Standing standing, Instant now) {
        this.fingerprint = fingerprint;
        this.bucket = new Bucket(now);
        this.name = standing.name();
        this.group = standing.group();
        this.fullTrust = standing.fullTrust();
        this.paused = standing.paused();
        this.trust = standing.trust();
        this.named = true;
    }

    /** One whose trust is known from before a restart, and its name and standing not yet. */
    static Member restored(Fingerprint fingerprint, MemberTrust trust, Instant now) {
        var member = new Member(
                fingerprint, new Standing(fingerprint.toString(), fingerprint.hex(), false, false, trust), now);
        member.named = false;
        return member;
    }

    /** Its standing is known: until then nobody knows whether it may speak, and for whom. */
    boolean speaks() {
        return named && !paused;
    }

    /** Whether a standing takes or changes its voice; the first one after a restart is what stood before it. */
    boolean isOtherVoice(Standing standing) {
        return named && (paused != standing.paused() || !group.equals(standing.group()));
    }

    /** Returns whether full trust is declared by this; what is said again after a restart is no declaration. */
    boolean set(Standing standing) {
        boolean declared = named && !fullTrust && standing.fullTrust();
        named = true;
        name = standing.name();
        group = standing.group();
        fullTrust = standing.fullTrust();
        paused = standing.paused();
        return declared;
    }

    Standing standing() {
        return new Standing(name, group, fullTrust, paused, trust);
    }

    double lowerBound(Instant now) {
        return paused ? 0 : trust.at(now).lowerBound();
    }

    /** Counts one retraction; false for the 21st within a minute. */
    boolean mayRetract(Instant now) {
        while (!retractions.isEmpty() && !retractions.peekFirst().isAfter(now.minusSeconds(60))) {
            retractions.removeFirst();
        }
        if (retractions.size() >= RETRACTIONS_A_MINUTE) {
            return false;
        }
        retractions.addLast(now);
        return true;
    }
}
