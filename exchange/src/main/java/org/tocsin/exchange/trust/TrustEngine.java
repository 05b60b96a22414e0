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

/**
 * Judges what members report. Everything is in memory and deterministic in its inputs and the clock, so that every verdict can
 * be explained and replayed. Source: ARCHITECTURE section 3; reference, exchange.md 5.4. Cost: O(reporters of one subject).
 */
public final class TrustEngine {
    private final Fingerprint self;
    private final Judge judge;
    private final OwnTraffic ownTraffic;
    private final Protected assets;
    private final TrustSettings settings;
    private final Clock clock;
    private final TrustJournal journal;
    private final Map<Fingerprint, Member> members = new HashMap<>();
    private final Dossiers dossiers = new Dossiers();
    private final Confirmations confirmations = new Confirmations();
    private final Lanes lanes = new Lanes();
    private final List<HeldRetraction> held = new ArrayList<>();

    /** @param self this node, whose own word comes by {@link #said} */
    public TrustEngine(
            Fingerprint self,
            Protected assets,
            OwnTraffic ownTraffic,
            TrustSettings settings,
            Clock clock,
            TrustJournal journal) {
        this.self = self;
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
        } else {
            boolean other = member.isOtherVoice(standing);
            if (member.set(standing)) {
                trustFully(member);
            }
            if (other) {
                reconsiderAllOf(fingerprint);
            }
        }
        journal.trust(fingerprint, member.trust);
        return judgeAllOf(fingerprint);
    }

    /** Spares the domain of this organisation, with all that is under it; returns what changed. */
    public synchronized List<Verdict> spare(String domain) {
        return assets.spare(domain) ? judgeNames() : List.of();
    }

    /** Spares what a peer calls itself, and nothing that it called itself before; nothing at all if that is empty. */
    public synchronized List<Verdict> spare(Fingerprint peer, Optional<String> domain) {
        return assets.spare(peer, domain) ? judgeNames() : List.of();
    }

    private List<Verdict> judgeNames() {
        var now = clock.now();
        return dossiers.all().stream()
                .filter(dossier -> !(dossier.subject instanceof Subject.Host))
                .flatMap(dossier -> judged(dossier, now).stream())
                .toList();
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
        dossiers.requireRoom(member, report.subject());
        var dossier = dossiers.open(report.subject(), now);
        if (!dossier.isNews(report)) {
            return Optional.empty();
        }
        dossiers.keep(dossier, report);
        journal.reported(report);
        if (confirmations.isMarked(self, report.subject(), now)) {
            spend(report, now);
        }
        if (assets.listed(report.subject()).isPresent()) {
            distrust(member, now);
        } else if (report.observed() && assets.covers(report.subject()).isEmpty()) {
            grant(dossier, member, report, now);
        }
        return judged(dossier, now);
    }

    /** This node tells of it: known here before peers act on it, and whoever says the same from now on says it after us. */
    public synchronized Optional<Verdict> said(Report own) {
        var now = clock.now();
        var dossier = dossiers.open(own.subject(), now);
        dossiers.keep(dossier, own);
        journal.reported(own);
        spend(own, now);
        return judged(dossier, now);
    }

    private void spend(Report report, Instant now) {
        confirmations.renew(report.reporter(), report.subject(), now);
        journal.confirmed(report.reporter(), report.subject(), now);
    }

    /** Full trust was declared: what the member reported before counts as well, the newest first, out of the same bucket. */
    private void trustFully(Member member) {
        var now = clock.now();
        var candidates = dossiers.all().stream()
                .flatMap(dossier -> Optional.ofNullable(dossier.reports.get(member.fingerprint)).stream())
                .filter(Report::observed)
                .filter(report -> now.isBefore(report.received().plus(settings.local())))
                .filter(report -> assets.covers(report.subject()).isEmpty())
                .sorted(Comparator.comparing(Report::received).reversed())
                .toList();
        for (var report : candidates) {
            var dossier = dossiers.open(report.subject(), now);
            if (!now.isBefore(dossier.fullTrustUntil(member.fingerprint))) {
                grant(dossier, member, report, now);
            }
        }
    }

    /**
     * What an observed report opens besides its weight: full trust or the fast lane, both out of the member's bucket. The lane is for
     * one exact host: behind a name or a URL may stand half the world, and no own traffic tells.
     */
    private void grant(Dossier dossier, Member member, Report report, Instant now) {
        double trust = member.lowerBound(now);
        var lane = lanes.open(report, now);
        boolean opens = member.fullTrust
                || (settings.fastLane()
                        && lane.isPresent()
                        && dossier.subject instanceof Subject.Host
                        && trust >= settings.leastTrust()
                        && judge.underCeiling(dossier.subject, () -> leased(now), now));
        if (!opens
                || ownTraffic.isGood(dossier.subject, now)
                || assets.shared(dossier.subject).isPresent()
                || !member.bucket.take(now, trust)) {
            return;
        }
        if (member.fullTrust) {
            var until = report.received().plus(settings.local());
            dossier.trustFully(member.fingerprint, until);
            journal.fullyTrusted(member.fingerprint, report.subject(), until);
        } else {
            lane.ifPresent(lease -> lease(dossier, lease, now));
        }
    }

    private void lease(Dossier dossier, Lease lease, Instant now) {
        lanes.put(dossier.subject, lease);
        dossier.lease = lanes.standing(dossier, now);
        journal.leased(lease.of(dossier.subject));
    }

    /** A reporter says that its source still attacks; extends the lease that this reporter opened. */
    public synchronized Optional<Verdict> renew(Fingerprint reporter, String id) {
        var now = clock.now();
        var report = dossiers.find(id);
        var member = members.get(reporter);
        if (report == null
                || member == null
                || member.paused
                || !report.reporter().equals(reporter)) {
            return Optional.empty();
        }
        var dossier = dossiers.open(report.subject(), now);
        var lease = dossier.lease;
        if (lease == null || !lease.mayRenew(reporter, now)) {
            return Optional.empty();
        }
        if (!member.bucket.takeForRenewal(now, member.lowerBound(now))) {
            return Optional.empty();
        }
        lease(dossier, lease.renew(now), now);
        return judged(dossier, now);
    }

    /** Takes back the retractor's own report and nothing else; the 21st within a minute is held for a person. */
    public synchronized Optional<Verdict> retract(Fingerprint reporter, String id) {
        var now = clock.now();
        var member = members.get(reporter);
        var report = dossiers.find(id);
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
        var report = dossiers.find(id);
        return waited && report != null ? withdrawn(report, clock.now()) : Optional.empty();
    }

    public synchronized List<HeldRetraction> held() {
        return List.copyOf(held);
    }

    private Optional<Verdict> withdrawn(Report report, Instant now) {
        var dossier = dossiers.open(report.subject(), now);
        dossiers.drop(dossier, report);
        journal.retracted(report);
        if (dossier.lease != null && dossier.lease.reporter().equals(report.reporter())) {
            dossier.lease = lanes.standing(dossier, now);
        }
        reconsider(dossier, now);
        return judged(dossier, now);
    }

    private boolean isHeld(Fingerprint reporter, String id) {
        return held.stream().anyMatch(h -> h.reporter().equals(reporter) && h.id().equals(id));
    }

    /** Own detectors saw it: own policy acts, and whoever had reported it before is confirmed, once. */
    public synchronized Optional<Verdict> local(Subject subject, AttackClass attack) {
        var now = clock.now();
        var dossier = dossiers.open(subject, now);
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
        var dossier = dossiers.open(subject, now);
        dossier.allowance = new Dossier.Allowance(who, until);
        journal.allowed(subject, who, until);
        judged(dossier, now);
        return dossier.verdict;
    }

    /** An operator takes the allowance back. */
    public synchronized Verdict disallow(Subject subject) {
        var now = clock.now();
        var dossier = dossiers.open(subject, now);
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
        for (var dossier : List.copyOf(dossiers.all())) {
            if (!dossier.isDue(now)) {
                continue;
            }
            for (var stale : dossier.stale(now)) {
                dossiers.drop(dossier, stale);
                journal.retracted(stale);
            }
            judged(dossier, now).ifPresent(changed::add);
            if (dossier.isEmpty(now) && !dossier.verdict.inForce()) {
                dossiers.close(dossier);
            }
        }
        held.removeIf(retraction -> dossiers.find(retraction.id()) == null);
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
        return Optional.ofNullable(dossiers.find(id));
    }

    /** All verdicts that say something. */
    public synchronized Collection<Verdict> verdicts() {
        return dossiers.all().stream().map(dossier -> dossier.verdict).toList();
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

    /** Puts back until when a quorum blocks; before the reports, which must not begin it anew. */
    public synchronized void restoreBlock(Subject subject, Instant until) {
        dossiers.open(subject, clock.now()).blockedUntil = until;
    }

    /** Puts back that a reporter's word confirms nobody any more. */
    public synchronized void restoreConfirmed(Fingerprint reporter, Subject subject, Instant at) {
        confirmations.renew(reporter, subject, at);
    }

    /**
     * Puts back a stay in the fast lane, after its report and the longest ago first: it ends when it would have, and its reporter
     * renews it as before. Without its report it counts as spent.
     */
    public synchronized void restoreLane(TrustJournal.Lane lane) {
        var dossier = dossiers.get(lane.subject());
        var lease = new Lease(lane.reporter(), lane.began(), lane.renewed(), lane.renewals());
        lanes.put(lane.subject(), lease);
        if (dossier != null && dossier.reports.containsKey(lane.reporter())) {
            dossier.lease = lease;
        }
    }

    /** Puts a report back after a restart. It opens no fast lane again; an own one goes on acting. */
    public synchronized Optional<Verdict> restore(Report report) {
        var now = clock.now();
        var dossier = dossiers.open(report.subject(), now);
        dossiers.keep(dossier, report);
        if (report.reporter().equals(self)) {
            confirmations.renew(self, report.subject(), report.received());
            dossier.local = new Dossier.Local(report.attack(), report.received().plus(settings.local()));
        }
        return judged(dossier, now);
    }

    /** Puts an own report back that SQL had not taken over yet. */
    public synchronized Optional<Verdict> recall(Report own) {
        journal.reported(own);
        journal.confirmed(self, own.subject(), own.received());
        return restore(own);
    }

    private void distrust(Member member, Instant now) {
        member.trust = member.trust.lied(now);
        journal.trust(member.fingerprint, member.trust);
    }

    private List<Verdict> judgeAllOf(Fingerprint fingerprint) {
        var now = clock.now();
        var changed = new ArrayList<Verdict>();
        for (var dossier : dossiers.all()) {
            if (dossier.reports.containsKey(fingerprint)) {
                judged(dossier, now).ifPresent(changed::add);
            }
        }
        return changed;
    }

    private void reconsiderAllOf(Fingerprint fingerprint) {
        var now = clock.now();
        dossiers.all().stream()
                .filter(dossier -> dossier.reports.containsKey(fingerprint))
                .forEach(dossier -> reconsider(dossier, now));
    }

    /** A voice is gone, or another's: the block ends unless the others carry it; it is never longer by that. */
    private void reconsider(Dossier dossier, Instant now) {
        if (dossier.blockedUntil != null
                && !Belief.of(weighed(dossier, now), now).blocks()) {
            dossier.blockedUntil = null;
            journal.blocked(dossier.subject, now);
        }
    }

    /** A quorum blocks for 24 h from when it came about; one that still believes at the end of it blocks again. */
    private void block(Dossier dossier, List<Belief.Weighed> reports, Instant now) {
        var until = dossier.blockedUntil;
        boolean ended = until == null || !now.isBefore(until);
        if (ended
                && reports.size() >= Belief.LEAST_GROUPS
                && Belief.of(reports, now).blocks()) {
            var ends = now.plus(settings.block());
            dossier.blockedUntil = ends;
            journal.blocked(dossier.subject, ends);
        }
    }

    /** Judges, remembers, and returns the verdict if enforcers or people would notice a difference. */
    private Optional<Verdict> judged(Dossier dossier, Instant now) {
        var before = dossier.verdict;
        var reports = weighed(dossier, now);
        block(dossier, reports, now);
        var after = judge.judge(dossier, reports, now);
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
            if (member != null && member.speaks()) {
                weighed.add(new Belief.Weighed(
                        report, member.group, member.lowerBound(now), member.name, member.fullTrust));
            }
        }
        return weighed;
    }

    private List<Subject> leased(Instant now) {
        return dossiers.all().stream()
                .filter(dossier -> dossier.lease != null && dossier.lease.runs(now))
                .map(dossier -> dossier.subject)
                .toList();
    }
}
