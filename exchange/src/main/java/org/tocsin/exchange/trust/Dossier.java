package org.tocsin.exchange.trust;

import java.time.Duration;
import java.time.Instant;
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

    /** A report is dropped when its weight has fallen below 5 %, three decay times after receipt. */
    private static final int DECAY_TIMES = 3;

    final Subject subject;
    final Map<Fingerprint, Report> reports = new LinkedHashMap<>();

    @Nullable
    Lease lease;

    @Nullable
    Instant blockedUntil;

    @Nullable
    Instant fullTrustUntil;

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

    /** Takes out what has grown stale, and returns it. */
    List<Report> dropStale(Instant now) {
        var stale = reports.values().stream()
                .filter(report -> !now.isBefore(end(report)))
                .toList();
        reports.values().removeAll(stale);
        return stale;
    }

    boolean isEmpty(Instant now) {
        return reports.isEmpty()
                && (local == null || !now.isBefore(local.until()))
                && (allowance == null || !now.isBefore(allowance.until()));
    }

    private static Instant end(Report report) {
        return report.received().plus(report.attack().decay().multipliedBy(DECAY_TIMES));
    }
}
