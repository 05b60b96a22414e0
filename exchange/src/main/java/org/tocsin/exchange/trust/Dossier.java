package org.tocsin.exchange.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tocsin.exchange.AttackClass;
import org.tocsin.exchange.Report;
import org.tocsin.exchange.Subject;
import org.tocsin.exchange.Verdict;
import org.tocsin.kernel.Fingerprint;

/** All that is held about one subject: live reports, the newest of each reporter, and what is in force because of them. */
final class Dossier {
    /** One report of a reporter about a subject counts within an hour; more would be witnesses for free. */
    static final Duration ONE_REPORT_AN = Duration.ofHours(1);

    final Subject subject;
    final Map<Fingerprint, Report> reports = new LinkedHashMap<>();

    /** Until when a reporter's word counts as own evidence, if its bucket let it; in force only while full trust is declared. */
    private final Map<Fingerprint, Instant> fullTrust = new HashMap<>();

    @Nullable
    Lease lease;

    /** Until when a quorum blocks, whatever its belief has decayed to meanwhile; a restart keeps it. */
    @Nullable
    Instant blockedUntil;

    @Nullable
    Local local;

    @Nullable
    Allowance allowance;

    Verdict verdict;

    /** What own detectors said. */
    record Local(AttackClass attack, Instant until) {}

    /** What an operator said. */
    record Allowance(String who, Instant until) {}

    Dossier(Subject subject, Verdict nothing) {
        this.subject = subject;
        this.verdict = nothing;
    }

    /** Whether the report says something that its reporter has not said within the hour. */
    boolean isNews(Report report) {
        var before = reports.get(report.reporter());
        return before == null
                || (!before.observed() && report.observed())
                || !report.received().isBefore(before.received().plus(ONE_REPORT_AN));
    }

    /** Whether something has run out since it was judged last. */
    boolean isDue(Instant now) {
        boolean timed = verdict.inForce() || verdict.basis() == Verdict.Basis.ALLOWED;
        return (timed && !now.isBefore(verdict.until()))
                || reports.isEmpty()
                || reports.values().stream().anyMatch(report -> !now.isBefore(end(report)));
    }

    /** What has grown stale and is to be dropped. */
    List<Report> stale(Instant now) {
        return reports.values().stream()
                .filter(report -> !now.isBefore(end(report)))
                .toList();
    }

    /** Takes a report out with all that its reporter's word opened here; false if it is not the reporter's newest. */
    boolean drop(Report report) {
        boolean dropped = reports.remove(report.reporter(), report);
        if (dropped) {
            fullTrust.remove(report.reporter());
        }
        return dropped;
    }

    void trustFully(Fingerprint reporter, Instant until) {
        fullTrust.put(reporter, until);
    }

    /** When the reporter's word ceases to count as own evidence; past if it never did. */
    Instant fullTrustUntil(Fingerprint reporter) {
        return fullTrust.getOrDefault(reporter, Instant.EPOCH);
    }

    boolean isEmpty(Instant now) {
        return reports.isEmpty()
                && (local == null || !now.isBefore(local.until()))
                && (allowance == null || !now.isBefore(allowance.until()));
    }

    private static Instant end(Report report) {
        return report.received().plus(report.attack().life());
    }
}
