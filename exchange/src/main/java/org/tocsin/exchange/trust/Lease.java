package org.tocsin.exchange.trust;

import java.time.Duration;
import java.time.Instant;
import org.tocsin.exchange.Report;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Fingerprint;

/**
 * A stay in the fast lane: two minutes on one reporter's word, which that reporter alone may renew, at most five times.
 *
 * @param began when the report came that it was granted for
 * @param renewed when it was granted or last renewed
 * @param renewals how often it was renewed
 */
record Lease(Fingerprint reporter, Instant began, Instant renewed, int renewals) {
    static final Duration LENGTH = Duration.ofMinutes(2);
    static final Duration EARLIEST_RENEWAL = Duration.ofSeconds(100);
    static final int MOST_RENEWALS = 5;

    static Lease grant(Report report, Instant now) {
        return new Lease(report.reporter(), report.received(), now, 0);
    }

    Instant until() {
        return renewed.plus(LENGTH);
    }

    boolean runs(Instant now) {
        return now.isBefore(until());
    }

    boolean mayRenew(Fingerprint by, Instant now) {
        return by.equals(reporter)
                && renewals < MOST_RENEWALS
                && !now.isBefore(renewed.plus(EARLIEST_RENEWAL))
                && !now.isAfter(until());
    }

    /** As it is stored. */
    TrustJournal.Lane of(Subject subject) {
        return new TrustJournal.Lane(subject, reporter, began, renewed, renewals);
    }

    Lease renew(Instant now) {
        return new Lease(reporter, began, now, renewals + 1);
    }
}
