package org.tocsin.exchange.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tocsin.exchange.Report;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Fingerprint;

/**
 * Stays in the fast lane of the last hour, those included whose report was taken back: else reporting and retracting in turn
 * would open a fresh one each time, and one member would keep anybody out for good. Bounded by reporter, whose oldest are
 * forgotten first; its bucket opens fewer within the hour.
 */
final class Lanes {
    /** From the beginning of a stay: no fresh one before, and no further than what is left of it. */
    static final Duration ONE_AN = TrustJournal.Lane.KEPT;

    /** A full bucket and what flows in within the hour are 620. */
    static final int MOST_OF_ONE = 1_000;

    private final Map<Fingerprint, Map<Subject, Lease>> byReporter = new HashMap<>();

    /** Remembers a stay as it stands; the one before it about the same subject is forgotten. */
    void put(Subject subject, Lease lease) {
        var own = byReporter.computeIfAbsent(lease.reporter(), _ -> new LinkedHashMap<>());
        own.remove(subject);
        own.put(subject, lease);
        if (own.size() > MOST_OF_ONE) {
            own.remove(own.keySet().iterator().next());
        }
    }

    /**
     * What a report may open now: a fresh stay, or what is left of the one that began within the hour. One that has run out is renewed
     * by that. Empty when it was renewed as often as may be.
     */
    Optional<Lease> open(Report report, Instant now) {
        var before = find(report.reporter(), report.subject());
        if (before == null || !report.received().isBefore(before.began().plus(ONE_AN))) {
            return Optional.of(Lease.grant(report, now));
        }
        if (before.runs(now)) {
            return Optional.of(before);
        }
        return before.renewals() < Lease.MOST_RENEWALS ? Optional.of(before.renew(now)) : Optional.empty();
    }

    /** The stay that ends last of those that run on live reports: who takes its own word back takes nobody else's. */
    @Nullable
    Lease standing(Dossier dossier, Instant now) {
        return dossier.reports.keySet().stream()
                .flatMap(reporter -> Stream.ofNullable(find(reporter, dossier.subject)))
                .filter(lease -> lease.runs(now))
                .max(Comparator.comparing(Lease::until))
                .orElse(null);
    }

    private @Nullable Lease find(Fingerprint reporter, Subject subject) {
        return byReporter.getOrDefault(reporter, Map.of()).get(subject);
    }
}
