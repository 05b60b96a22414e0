package org.tocsin.exchange.trust;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.tocsin.exchange.Action;
import org.tocsin.exchange.Report;
import org.tocsin.exchange.Subject;
import org.tocsin.exchange.TrustSettings;
import org.tocsin.exchange.Verdict;
import org.tocsin.exchange.Verdict.Basis;

/**
 * Reads top to bottom like ARCHITECTURE section 3: what must never be blocked, then own evidence, then what our own traffic
 * says, then others, strongest first. Says in words and numbers why.
 */
final class Judge {
    private static final double MOST_SHARE_OF_RECENT = 0.001;
    private static final int LEAST_CEILING = 5;

    private final Protected assets;
    private final OwnTraffic ownTraffic;
    private final TrustSettings settings;

    Judge(Protected assets, OwnTraffic ownTraffic, TrustSettings settings) {
        this.assets = assets;
        this.ownTraffic = ownTraffic;
        this.settings = settings;
    }

    static Verdict nothing(Subject subject, Instant now) {
        return new Verdict(subject, Action.IGNORE, Basis.NOTHING, now, List.of("no live report names it"));
    }

    Verdict judge(Dossier dossier, List<Belief.Weighed> reports, Instant now) {
        var subject = dossier.subject;
        var allowance = dossier.allowance;
        if (allowance != null && now.isBefore(allowance.until())) {
            return verdict(
                    subject,
                    Action.IGNORE,
                    Basis.ALLOWED,
                    allowance.until(),
                    "the token " + allowance.who() + " let it in",
                    reports);
        }
        var list = assets.covers(subject);
        if (list.isPresent()) {
            return verdict(
                    subject, Action.IGNORE, Basis.VETO, now, "never blocked: it stands on " + list.get(), reports);
        }
        var local = dossier.local;
        if (local != null && now.isBefore(local.until())) {
            var why = "own detectors saw it: " + local.attack().word();
            return verdict(subject, Action.BLOCK, Basis.LOCAL, local.until(), why, reports);
        }
        if (ownTraffic.isGood(subject, now) && !reports.isEmpty()) {
            var why = "not cut off on others' word: it had good authenticated traffic here within 30 days";
            return verdict(subject, Action.WATCH, Basis.OWN_TRAFFIC, now, why, reports);
        }
        return onOthersWord(dossier, reports, now);
    }

    private Verdict onOthersWord(Dossier dossier, List<Belief.Weighed> reports, Instant now) {
        var subject = dossier.subject;
        var shared = assets.shared(subject);
        if (shared.isPresent()) {
            return onManyWords(dossier, shared.get(), reports, now);
        }
        var declared = reports.stream()
                .filter(Belief.Weighed::fullTrust)
                .max(Comparator.comparing(weighed -> fullTrustUntil(dossier, weighed)))
                .filter(weighed -> now.isBefore(fullTrustUntil(dossier, weighed)));
        if (declared.isPresent()) {
            var until = fullTrustUntil(dossier, declared.get());
            var why = declared.get().name() + " counts as own evidence: an operator declared full trust";
            return enforced(subject, Action.BLOCK, Basis.FULL_TRUST, until, why, reports);
        }
        var belief = Belief.of(reports, now);
        var blocked = dossier.blockedUntil;
        if (blocked != null && now.isBefore(blocked)) {
            var why = certainty(belief);
            return enforced(subject, Action.BLOCK, Basis.BLOCK, blocked, why, reports);
        }
        var lease = dossier.lease;
        var reporter = lease == null ? Optional.<Belief.Weighed>empty() : reporter(reports, lease);
        if (lease != null && lease.runs(now) && reporter.isPresent()) {
            var why = "refuse new sessions for 120 s: " + reporter.get().name() + " is trusted "
                    + decimal(reporter.get().trust()) + " (fast lane"
                    + (lease.renewals() > 0 ? ", renewed " + lease.renewals() + " of " + Lease.MOST_RENEWALS : "")
                    + ")";
            return enforced(subject, Action.REFUSE_NEW, Basis.FAST_LANE, lease.until(), why, reports);
        }
        if (reports.isEmpty()) {
            return nothing(subject, now);
        }
        var why = "too little to act on: " + certainty(belief);
        return verdict(subject, Action.WATCH, Basis.NOTHING, now, why, reports);
    }

    /** About an address that many owners share no single voice acts, however well it is trusted. */
    private Verdict onManyWords(Dossier dossier, String list, List<Belief.Weighed> reports, Instant now) {
        if (reports.isEmpty()) {
            return nothing(dossier.subject, now);
        }
        var why = certainty(Belief.of(reports, now)) + "; it stands on " + list + ", where no single voice acts";
        var blocked = dossier.blockedUntil;
        return blocked != null && now.isBefore(blocked)
                ? enforced(dossier.subject, Action.BLOCK, Basis.BLOCK, blocked, why, reports)
                : verdict(dossier.subject, Action.WATCH, Basis.NOTHING, now, "too little to act on: " + why, reports);
    }

    private static Instant fullTrustUntil(Dossier dossier, Belief.Weighed weighed) {
        return dossier.fullTrustUntil(weighed.report().reporter());
    }

    private Verdict enforced(
            Subject subject, Action action, Basis basis, Instant until, String why, List<Belief.Weighed> reports) {
        return settings.dryRun()
                ? verdict(subject, Action.WATCH, basis, until, "dry run, would be: " + why, reports)
                : verdict(subject, action, basis, until, why, reports);
    }

    /**
     * Whether one more host that completed a session here within 24 h may stand under the fast lane: a liar must not be able to
     * cut off more than a thousandth of whom we know. A host that never came here does not count.
     */
    boolean underCeiling(Subject subject, Supplier<List<Subject>> leased, Instant now) {
        if (!ownTraffic.isRecent(subject, now)) {
            return true;
        }
        long known = leased.get().stream()
                .filter(other -> ownTraffic.isRecent(other, now))
                .count();
        return known < Math.max(LEAST_CEILING, (long) (ownTraffic.recent(now) * MOST_SHARE_OF_RECENT));
    }

    /** Who opened the lane, if its word counts: not one that is paused, or removed since a restart. */
    private static Optional<Belief.Weighed> reporter(List<Belief.Weighed> reports, Lease lease) {
        return reports.stream()
                .filter(weighed -> weighed.report().reporter().equals(lease.reporter()))
                .findFirst();
    }

    private static Verdict verdict(
            Subject subject, Action action, Basis basis, Instant until, String why, List<Belief.Weighed> reports) {
        var reasons = new ArrayList<String>();
        reasons.add(why);
        for (var weighed : reports) {
            reasons.add(sentence(weighed.report(), weighed));
        }
        return new Verdict(subject, action, basis, until, reasons);
    }

    private static String sentence(Report report, Belief.Weighed weighed) {
        return weighed.name() + " reported " + report.attack().word() + " at "
                + report.received().truncatedTo(ChronoUnit.MILLIS)
                + (report.observed()
                        ? ", seen itself; the reporter is trusted " + decimal(weighed.trust()) + " of 1"
                        : ", relayed, weighs nothing");
    }

    /** That few addresses attack is why one well-trusted voice makes little certain; the lane for one voice is the fast one. */
    private static String certainty(Belief belief) {
        return belief.groups()
                + (belief.groups() == 1 ? " independent group reports it" : " independent groups report it")
                + ", which makes it " + percent(belief.probability()) + " certain (a block takes " + Belief.LEAST_GROUPS
                + " groups and 90 %)";
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String percent(double value) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * value);
    }
}
