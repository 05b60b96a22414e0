package org.tocsin.exchange.trust;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tocsin.exchange.AttackClass;
import org.tocsin.exchange.HeldRetraction;
import org.tocsin.exchange.Report;
import org.tocsin.exchange.Subject;
import org.tocsin.exchange.TrustSettings;
import org.tocsin.exchange.Verdict;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Rejection;

/**
 * Judges what members report. Everything is in memory and deterministic in its inputs and the clock, so that every verdict can
 * be explained and replayed. Source: ARCHITECTURE section 3; reference, exchange.md 5.4. Cost: O(reporters of one subject).
 */
public final class TrustEngine {
    /** Subjects held at once; about 1 kB each. */
    static final int MOST_SUBJECTS = 500_000;

    /** Reports of one member that are held at once. */
    static final int MOST_OF_ONE = 50_000;

    private final Judge judge;
    private final OwnTraffic ownTraffic;
    private final Protected assets;
    private final TrustSettings settings;
    private final Clock clock;
    private final TrustJournal journal;
    private final Map<Fingerprint, Member> members = new HashMap<>();
    private final Map<Subject, Dossier> dossiers = new HashMap<>();
    private final Map<String, Report> byId = new HashMap<>();
    private final Map<Fingerprint, Integer> live = new HashMap<>();
    private final Confirmations confirmations = new Confirmations();
    private final List<HeldRetraction> held = new ArrayList<>();

    public TrustEngine(
            Protected assets, OwnTraffic ownTraffic, TrustSettings settings, Clock clock, TrustJournal journal) {
        this.assets = assets;
        this.ownTraffic = ownTraffic;
        this.settings = settings;
        this.clock = clock;
        this.journal = journal;
        this.judge = new Judge(assets, ownTraffic, settings);
    }

    /** Makes a member known, or changes its name, group and whether it is trusted in full or paused. */
    public synchronized List<Verdict> admit(Fingerprint fingerprint, Standing standing) {
        var member = members.get(fingerprint);
        if (member == null) {
            member = new Member(fingerprint, standing, clock.now());
            members.put(fingerprint, member);
        } else if (member.set(standing)) {
            trustFully(member);
        }
        journal.trust(fingerprint, member.trust);
        return judgeAllOf(fingerprint);
    }

    public synchronized Optional<Standing> standing(Fingerprint fingerprint) {
        return Optional.ofNullable(members.get(fingerprint)).map(Member::standing);
    }

    /** Takes a report in; returns the verdict if it changed. A stranger's report, or a repeated one, changes nothing. */
    public synchronized Optional<Verdict> accept(Report report) {
        var now = clock.now();
        var member = members.get(report.reporter());
        if (member == null || member.paused) {
            return Optional.empty();
        }
        requireRoom(member, report.subject());
        var dossier = dossier(report.subject(), now);
        if (!dossier.isNews(report)) {
            return Optional.empty();
        }
        keep(dossier, report);
        journal.reported(report);
        if (assets.covers(report.subject()).isPresent()) {
            distrust(member, now);
        } else if (report.observed()) {
            grant(dossier, member, report, now);
        }
        return judged(dossier, now);
    }

    /** Full trust was declared: what the member reported before counts as well, the newest first, out of the same bucket. */
    private void trustFully(Member member) {
        var now = clock.now();
        var candidates = dossiers.values().stream()
                .flatMap(dossier -> Optional.ofNullable(dossier.reports.get(member.fingerprint)).stream())
                .filter(Report::observed)
                .filter(report -> now.isBefore(report.received().plus(settings.local())))
                .filter(report -> assets.covers(report.subject()).isEmpty())
                .sorted(Comparator.comparing(Report::received).reversed())
                .toList();
        for (var report : candidates) {
            var dossier = dossier(report.subject(), now);
            if (!now.isBefore(dossier.fullTrustUntil(member.fingerprint))) {
                grant(dossier, member, report, now);
            }
        }
    }

    /** What an observed report opens besides its weight: full trust or the fast lane, both out of the member's bucket. */
    private void grant(Dossier dossier, Member member, Report report, Instant now) {
        double trust = member.lowerBound(now);
        boolean opens = member.fullTrust
                || (settings.fastLane()
                        && trust >= settings.leastTrust()
                        && judge.underCeiling(dossier.subject, () -> leased(now), now));
        if (!opens || ownTraffic.isGood(dossier.subject, now)) {
            return;
        }
        if (!member.bucket.take(now, trust)) {
            return;
        }
        if (member.fullTrust) {
            var until = report.received().plus(settings.local());
            dossier.trustFully(member.fingerprint, until);
            journal.fullyTrusted(member.fingerprint, report.subject(), until);
        } else {
            dossier.lease = Lease.grant(member.fingerprint, now);
        }
    }

    /** A reporter says that its source still attacks; extends the lease that this reporter opened. */
    public synchronized Optional<Verdict> renew(Fingerprint reporter, String id) {
        var now = clock.now();
        var report = byId.get(id);
        var member = members.get(reporter);
        if (report == null
                || member == null
                || member.paused
                || !report.reporter().equals(reporter)) {
            return Optional.empty();
        }
        var dossier = dossier(report.subject(), now);
        var lease = dossier.lease;
        if (lease == null || !lease.mayRenew(reporter, now)) {
            return Optional.empty();
        }
        if (!member.bucket.takeForRenewal(now, member.lowerBound(now))) {
            return Optional.empty();
        }
        dossier.lease = lease.renew(now);
        return judged(dossier, now);
    }

    /** Takes back the retractor's own report and nothing else; the 21st within a minute is held for a person. */
    public synchronized Optional<Verdict> retract(Fingerprint reporter, String id) {
        var now = clock.now();
        var member = members.get(reporter);
        var report = byId.get(id);
        if (member == null || report == null || !report.reporter().equals(reporter)) {
            return Optional.empty();
        }
        if (isHeld(reporter, id)) {
            return Optional.empty();
        }
        if (!member.mayRetract(now)) {
            held.add(new HeldRetraction(reporter, id, report.subject(), now));
            return Optional.empty();
        }
        return withdrawn(report, now);
    }

    /** Takes an own report back: one's own word is bounded by no guard against a stolen key of others. */
    public synchronized Optional<Verdict> withdraw(Report own) {
        return withdrawn(own, clock.now());
    }

    /** Lets a held retraction through. */
    public synchronized Optional<Verdict> release(Fingerprint reporter, String id) {
        boolean waited = held.removeIf(h -> h.reporter().equals(reporter) && h.id().equals(id));
        var report = byId.get(id);
        return waited && report != null ? withdrawn(report, clock.now()) : Optional.empty();
    }

    public synchronized List<HeldRetraction> held() {
        return List.copyOf(held);
    }

    private Optional<Verdict> withdrawn(Report report, Instant now) {
        var dossier = dossier(report.subject(), now);
        if (dossier.drop(report)) {
            live.merge(report.reporter(), -1, Integer::sum);
        }
        byId.remove(report.id());
        journal.retracted(report);
        if (dossier.lease != null && dossier.lease.reporter().equals(report.reporter())) {
            dossier.lease = null;
        }
        dossier.blockedUntil = null;
        return judged(dossier, now);
    }

    private boolean isHeld(Fingerprint reporter, String id) {
        return held.stream().anyMatch(h -> h.reporter().equals(reporter) && h.id().equals(id));
    }

    private void keep(Dossier dossier, Report report) {
        var before = dossier.reports.put(report.reporter(), report);
        if (before != null) {
            byId.remove(before.id(), before);
        }
        byId.put(report.id(), report);
        live.merge(report.reporter(), before == null ? 1 : 0, Integer::sum);
    }

    /** One member must not be able to fill the memory: others' words and own findings need room too. */
    private void requireRoom(Member member, Subject subject) {
        if (dossiers.containsKey(subject)) {
            return;
        }
        if (live.getOrDefault(member.fingerprint, 0) >= MOST_OF_ONE) {
            throw new Rejection("trust.reports", MOST_OF_ONE + " reports of " + member.name + " are held already");
        }
        if (dossiers.size() >= MOST_SUBJECTS) {
            throw new Rejection("trust.subjects", MOST_SUBJECTS + " subjects are held already");
        }
    }

    /** Own detectors saw it: own policy acts, and whoever had reported it before is confirmed, once. */
    public synchronized Optional<Verdict> local(Subject subject, AttackClass attack) {
        var now = clock.now();
        var dossier = dossier(subject, now);
        dossier.local = new Dossier.Local(attack, now.plus(settings.local()));
        for (var report : dossier.reports.values()) {
            var member = members.get(report.reporter());
            if (member != null
                    && report.observed()
                    && now.isBefore(report.received().plus(report.attack().decay()))
                    && confirmations.mark(member.fingerprint, subject, now)) {
                journal.confirmed(member.fingerprint, subject, now);
                member.trust = member.trust.confirmed(now);
                journal.trust(member.fingerprint, member.trust);
            }
        }
        return judged(dossier, now);
    }

    /** Own detectors were wrong, or the attack is over. */
    public synchronized Optional<Verdict> localOver(Subject subject) {
        var dossier = dossiers.get(subject);
        if (dossier == null || dossier.local == null) {
            return Optional.empty();
        }
        dossier.local = null;
        return judged(dossier, clock.now());
    }

    /** An operator lets it in, whatever is reported. */
    public synchronized Verdict allow(Subject subject, String who, Instant until) {
        var now = clock.now();
        var dossier = dossier(subject, now);
        dossier.allowance = new Dossier.Allowance(who, until);
        journal.allowed(subject, who, until);
        judged(dossier, now);
        return dossier.verdict;
    }

    /** An operator takes the allowance back. */
    public synchronized Verdict disallow(Subject subject) {
        var now = clock.now();
        var dossier = dossier(subject, now);
        dossier.allowance = null;
        journal.allowed(subject, "-", now);
        judged(dossier, now);
        return dossier.verdict;
    }

    /** A member's report was shown to be false. */
    public synchronized void lied(Fingerprint fingerprint) {
        var member = members.get(fingerprint);
        if (member != null) {
            distrust(member, clock.now());
        }
    }

    /** Judges anew whatever may have run out; returns what changed. */
    public synchronized List<Verdict> expire() {
        var now = clock.now();
        var changed = new ArrayList<Verdict>();
        for (var dossier : List.copyOf(dossiers.values())) {
            if (!dossier.isDue(now)) {
                continue;
            }
            for (var stale : dossier.dropStale(now)) {
                byId.remove(stale.id(), stale);
                journal.retracted(stale);
                live.merge(stale.reporter(), -1, Integer::sum);
            }
            judged(dossier, now).ifPresent(changed::add);
            if (dossier.isEmpty(now) && !dossier.verdict.inForce()) {
                dossiers.remove(dossier.subject);
            }
        }
        held.removeIf(retraction -> !byId.containsKey(retraction.id()));
        return changed;
    }

    /** The verdict as it stands now, with its reasons. */
    public synchronized Verdict explain(Subject subject) {
        var dossier = dossiers.get(subject);
        var now = clock.now();
        return dossier == null ? Judge.nothing(subject, now) : judge.judge(dossier, weighed(dossier, now), now);
    }

    /** Live reports about the subject, oldest first. */
    public synchronized List<Report> reports(Subject subject) {
        var dossier = dossiers.get(subject);
        return dossier == null ? List.of() : List.copyOf(dossier.reports.values());
    }

    /** The reporter's own live report about the subject. */
    public synchronized Optional<Report> report(Fingerprint reporter, Subject subject) {
        var dossier = dossiers.get(subject);
        return dossier == null ? Optional.empty() : Optional.ofNullable(dossier.reports.get(reporter));
    }

    /** Which subject a live indicator or sighting names. */
    public synchronized Optional<Report> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All verdicts that say something. */
    public synchronized Collection<Verdict> verdicts() {
        return dossiers.values().stream().map(dossier -> dossier.verdict).toList();
    }

    /** Puts a member's trust back after a restart, before {@link #admit} names it. */
    public synchronized void restoreTrust(Fingerprint fingerprint, MemberTrust trust) {
        members.computeIfAbsent(fingerprint, f -> Member.restored(f, trust, clock.now())).trust = trust;
    }

    /** Puts back until when a reporter's word counts, after its report and before {@link #admit} says that it still does. */
    public synchronized void restoreFullTrust(Fingerprint reporter, Subject subject, Instant until) {
        var dossier = dossiers.get(subject);
        if (dossier != null && dossier.reports.containsKey(reporter)) {
            dossier.trustFully(reporter, until);
        }
    }

    /** Puts back that a reporter's word was confirmed. */
    public synchronized void restoreConfirmed(Fingerprint reporter, Subject subject, Instant at) {
        confirmations.mark(reporter, subject, at);
    }

    /** Puts a report back after a restart. It opens no fast lane again; an own one goes on acting. */
    public synchronized Optional<Verdict> restore(Report report, boolean own) {
        var now = clock.now();
        var dossier = dossier(report.subject(), now);
        keep(dossier, report);
        if (own) {
            dossier.local = new Dossier.Local(report.attack(), report.received().plus(settings.local()));
        }
        return judged(dossier, now);
    }

    /** Puts an own report back that SQL had not taken over yet. */
    public synchronized Optional<Verdict> recall(Report report) {
        journal.reported(report);
        return restore(report, true);
    }

    private void distrust(Member member, Instant now) {
        member.trust = member.trust.lied(now);
        journal.trust(member.fingerprint, member.trust);
    }

    private List<Verdict> judgeAllOf(Fingerprint fingerprint) {
        var now = clock.now();
        var changed = new ArrayList<Verdict>();
        for (var dossier : dossiers.values()) {
            if (dossier.reports.containsKey(fingerprint)) {
                dossier.blockedUntil = null;
                judged(dossier, now).ifPresent(changed::add);
            }
        }
        return changed;
    }

    private Dossier dossier(Subject subject, Instant now) {
        var dossier = dossiers.get(subject);
        if (dossier != null) {
            return dossier;
        }
        var fresh = new Dossier(subject, Judge.nothing(subject, now));
        dossiers.put(subject, fresh);
        return fresh;
    }

    /** Judges, remembers, and returns the verdict if enforcers or people would notice a difference. */
    private Optional<Verdict> judged(Dossier dossier, Instant now) {
        var before = dossier.verdict;
        var after = judge.judge(dossier, weighed(dossier, now), now);
        dossier.verdict = after;
        boolean same = before.action() == after.action()
                && before.basis() == after.basis()
                && (!after.inForce() || before.until().equals(after.until()));
        return same ? Optional.empty() : Optional.of(after);
    }

    private List<Belief.Weighed> weighed(Dossier dossier, Instant now) {
        var weighed = new ArrayList<Belief.Weighed>();
        for (var report : dossier.reports.values()) {
            var member = members.get(report.reporter());
            if (member != null && !member.paused) {
                weighed.add(new Belief.Weighed(
                        report, member.group, member.lowerBound(now), member.name, member.fullTrust));
            }
        }
        return weighed;
    }

    private List<Subject> leased(Instant now) {
        return dossiers.values().stream()
                .filter(dossier -> dossier.lease != null && dossier.lease.runs(now))
                .map(dossier -> dossier.subject)
                .toList();
    }
}
