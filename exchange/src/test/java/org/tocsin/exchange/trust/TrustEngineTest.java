package org.tocsin.exchange.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tocsin.exchange.Action;
import org.tocsin.exchange.AttackClass;
import org.tocsin.exchange.Report;
import org.tocsin.exchange.Subject;
import org.tocsin.exchange.TestClock;
import org.tocsin.exchange.TrustSettings;
import org.tocsin.exchange.Verdict;
import org.tocsin.exchange.Verdict.Basis;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Prefix;

final class TrustEngineTest {
    private static final Subject ATTACKER = Subject.parse("203.0.113.7");

    private final TestClock clock = new TestClock();
    private final OwnTraffic ownTraffic = new OwnTraffic();
    private TrustEngine engine;

    @BeforeEach
    void open() {
        var entries = new ArrayList<>(Veto.shipped());
        entries.add(new Protected.Entry(Prefix.parse("203.0.113.200"), "the list of protected assets"));
        engine = new TrustEngine(
                fp(1_000),
                new Protected(entries, List.of(), List.of()),
                ownTraffic,
                TrustSettings.defaults(),
                clock,
                TrustJournal.none());
        IntStream.range(0, 8).forEach(i -> admit(i, Integer.toString(i), false));
    }

    @Test
    void oneWellTrustedReporterRefusesNewSessionsForTwoMinutesAndNoLonger() {
        var verdict = report(0, ATTACKER, true);
        assertThat(verdict.action()).isEqualTo(Action.REFUSE_NEW);
        assertThat(verdict.basis()).isEqualTo(Basis.FAST_LANE);
        assertThat(verdict.until()).isEqualTo(clock.now().plusSeconds(120));
        assertThat(verdict.reasons().getFirst()).contains("member-0 is trusted 0.92");
        clock.pass(Duration.ofMinutes(2));
        assertThat(engine.expire()).extracting(Verdict::action).containsExactly(Action.WATCH);
    }

    @Test
    void groupsAreCountedInWordsThatFit() {
        report(0, ATTACKER, true);
        clock.pass(Duration.ofMinutes(2));
        assertThat(engine.explain(ATTACKER).reasons().getFirst()).contains("1 independent group reports it,");
        report(1, ATTACKER, true);
        clock.pass(Duration.ofMinutes(2));
        assertThat(engine.explain(ATTACKER).reasons().getFirst()).contains("2 independent groups report it,");
    }

    @Test
    void repeatingOneselfWithinTheHourOpensNothing() {
        report(0, ATTACKER, true);
        clock.pass(Duration.ofMinutes(59));
        assertThat(report(0, ATTACKER, true).action()).isEqualTo(Action.WATCH);
        clock.pass(Duration.ofMinutes(1));
        assertThat(report(0, ATTACKER, true).action()).isEqualTo(Action.REFUSE_NEW);
    }

    @Test
    void onlyTheFirstReporterRenewsAtItsTimeAndFiveTimesAtMost() {
        report(0, ATTACKER, true);
        var id = id(0, ATTACKER);
        clock.pass(Duration.ofSeconds(99));
        assertThat(engine.renew(fp(0), id)).as("too early").isEmpty();
        assertThat(engine.renew(fp(1), id)).as("not its own").isEmpty();
        clock.pass(Duration.ofSeconds(1));
        for (int i = 0; i < 5; i++) {
            assertThat(engine.renew(fp(0), id)).as("renewal %s", i).isPresent();
            clock.pass(Duration.ofSeconds(110));
        }
        assertThat(engine.renew(fp(0), id)).as("the sixth").isEmpty();
    }

    @Test
    void fiveReportersAtTheStartingTrustDoNotBlockAndSixDo() {
        for (int i = 0; i < 5; i++) {
            assertThat(report(i, ATTACKER, true).basis()).as("after %s", i + 1).isEqualTo(Basis.FAST_LANE);
        }
        var verdict = report(5, ATTACKER, true);
        assertThat(verdict.basis()).isEqualTo(Basis.BLOCK);
        assertThat(verdict.action()).isEqualTo(Action.BLOCK);
        assertThat(verdict.until()).isEqualTo(clock.now().plus(Duration.ofHours(24)));
    }

    @Test
    void fiveReportersBlockAfterOneConfirmedReportEach() {
        var other = Subject.parse("203.0.113.8");
        IntStream.range(0, 5).forEach(i -> report(i, other, true));
        engine.local(other, AttackClass.BRUTE_FORCE);
        IntStream.range(0, 5).forEach(i -> report(i, ATTACKER, true));
        assertThat(engine.explain(ATTACKER).basis()).isEqualTo(Basis.BLOCK);
    }

    @Test
    void manyMembersOfOneOwnerStayOneVoice() {
        IntStream.range(0, 8).forEach(i -> admit(i, "one owner", false));
        IntStream.range(0, 8).forEach(i -> report(i, ATTACKER, true));
        assertThat(engine.explain(ATTACKER).basis()).isEqualTo(Basis.FAST_LANE);
    }

    @Test
    void relayedReportsWeighNothing() {
        IntStream.range(0, 8).forEach(i -> report(i, ATTACKER, false));
        assertThat(engine.explain(ATTACKER).action()).isEqualTo(Action.WATCH);
    }

    @Test
    void aStrangersWordChangesNothing() {
        assertThat(engine.accept(new Report(fp(99), "indicator--x", ATTACKER, AttackClass.SCAN, true, clock.now())))
                .isEmpty();
    }

    @Test
    void aLiarWhoReportsAResolverIsIgnoredAndLosesTheFastLane() {
        assertThat(report(0, Subject.parse("8.8.8.8"), true).basis()).isEqualTo(Basis.VETO);
        assertThat(trust(0)).isBetween(0.47, 0.49);
        assertThat(report(0, ATTACKER, true).action()).isEqualTo(Action.WATCH);
    }

    @Test
    void aProtectedAssetIsNeverBlockedHoweverManyReportIt() {
        var asset = Subject.parse("203.0.113.200");
        IntStream.range(0, 8).forEach(i -> report(i, asset, true));
        assertThat(engine.explain(asset).action()).isEqualTo(Action.IGNORE);
        engine.local(asset, AttackClass.SCAN);
        assertThat(engine.explain(asset).action()).isEqualTo(Action.IGNORE);
    }

    @Test
    void aBusyPeerOfOursIsNotCutOffOnOthersWord() {
        ownTraffic.completed((Subject.Host) ATTACKER, true, clock.now());
        IntStream.range(0, 8).forEach(i -> report(i, ATTACKER, true));
        assertThat(engine.explain(ATTACKER).basis()).isEqualTo(Basis.OWN_TRAFFIC);
        assertThat(engine.explain(ATTACKER).action()).isEqualTo(Action.WATCH);
    }

    @Test
    void aBurstOfLiesReachesNoFurtherThanTheBucket() {
        var hit = IntStream.range(0, 60)
                .mapToObj(i -> report(0, Subject.host(Address.v4(0xcb007100 + 10 + i)), true))
                .filter(Verdict::inForce)
                .count();
        assertThat(hit).isEqualTo(20);
    }

    @Test
    void aLiarCutsOffAtMostFiveOfThoseWhoCameHereWithinADay() {
        for (int i = 0; i < 30; i++) {
            ownTraffic.completed(Subject.host(Address.v4(0xcb007100 + 10 + i)), false, clock.now());
        }
        var hit = IntStream.range(0, 15)
                .mapToObj(i -> report(0, Subject.host(Address.v4(0xcb007100 + 10 + i)), true))
                .filter(Verdict::inForce)
                .count();
        assertThat(hit).isEqualTo(5);
    }

    @Test
    void renewalsNeverCrowdOutNewAttackers() {
        IntStream.range(0, 9).forEach(i -> report(0, Subject.host(Address.v4(0xcb007100 + 10 + i)), true));
        IntStream.range(0, 9).forEach(i -> report(0, Subject.host(Address.v4(0xcb007200 + 10 + i)), true));
        clock.pass(Duration.ofSeconds(100));
        var renewed = IntStream.range(0, 9)
                .filter(i -> engine.renew(fp(0), id(0, Subject.host(Address.v4(0xcb007100 + 10 + i))))
                        .isPresent())
                .count();
        assertThat(renewed)
                .as("2 left + 100 s of refill = 16, of which 10 are kept")
                .isBetween(5L, 6L);
    }

    @Test
    void aRetractionTakesBackOnlyTheRetractorsWord() {
        IntStream.range(0, 7).forEach(i -> report(i, ATTACKER, true));
        assertThat(engine.retract(fp(1), id(0, ATTACKER))).as("another's").isEmpty();
        engine.retract(fp(0), id(0, ATTACKER));
        assertThat(engine.explain(ATTACKER).basis()).isEqualTo(Basis.BLOCK);
        engine.retract(fp(1), id(1, ATTACKER));
        assertThat(engine.explain(ATTACKER).basis()).isNotEqualTo(Basis.BLOCK);
    }

    @Test
    void theOnlyReportersRetractionLetsItInAtOnce() {
        report(0, ATTACKER, true);
        assertThat(engine.retract(fp(0), id(0, ATTACKER)))
                .get()
                .extracting(Verdict::action)
                .isEqualTo(Action.IGNORE);
    }

    @Test
    void aStolenKeyCanNotRetractEverythingAtOnce() {
        var subjects = IntStream.range(0, 21)
                .mapToObj(i -> Subject.host(Address.v4(0xcb007100 + 10 + i)))
                .toList();
        subjects.forEach(subject -> report(0, subject, true));
        subjects.forEach(subject -> engine.retract(fp(0), id(0, subject)));
        assertThat(engine.held()).singleElement().satisfies(held -> {
            assertThat(held.subject()).isEqualTo(subjects.get(20));
            assertThat(engine.reports(held.subject())).hasSize(1);
            engine.release(held.reporter(), held.id());
            assertThat(engine.reports(held.subject())).isEmpty();
        });
    }

    @Test
    void fullTrustCountsAsOwnEvidenceButNotAgainstOwnTraffic() {
        admit(0, "0", true);
        assertThat(report(0, ATTACKER, true).basis()).isEqualTo(Basis.FULL_TRUST);
        var busy = Subject.parse("203.0.113.9");
        ownTraffic.completed((Subject.Host) busy, true, clock.now());
        assertThat(report(0, busy, true).basis()).isEqualTo(Basis.OWN_TRAFFIC);
    }

    @Test
    void whatAnOperatorLetsInStaysIn() {
        engine.local(ATTACKER, AttackClass.SCAN);
        engine.allow(ATTACKER, "alice", clock.now().plus(Duration.ofDays(7)));
        IntStream.range(0, 8).forEach(i -> report(i, ATTACKER, true));
        assertThat(engine.explain(ATTACKER).basis()).isEqualTo(Basis.ALLOWED);
        clock.pass(Duration.ofDays(8));
        assertThat(engine.explain(ATTACKER).basis()).isNotEqualTo(Basis.ALLOWED);
    }

    @Test
    void aPausedMembersReportsWeighNothing() {
        report(0, ATTACKER, true);
        var standing = engine.standing(fp(0)).orElseThrow();
        engine.admit(fp(0), new Standing("member-0", "0", false, true, standing.trust()));
        assertThat(engine.explain(ATTACKER).reasons()).noneMatch(reason -> reason.contains("seen itself"));
    }

    @Test
    void aQuietMemberKeepsItsPriorAndALiarIsForgivenSlowly() {
        clock.pass(Duration.ofDays(365));
        assertThat(trust(0)).isBetween(0.91, 0.93);
        engine.lied(fp(0));
        clock.pass(Duration.ofDays(30));
        assertThat(trust(0)).isLessThan(0.9);
    }

    @Test
    void staleReportsAreForgotten() {
        report(0, ATTACKER, true);
        clock.pass(Duration.ofDays(4));
        engine.expire();
        assertThat(engine.verdicts()).isEmpty();
        assertThat(engine.find(id(0, ATTACKER))).isEmpty();
    }

    @Test
    void aRestartOpensNoFastLaneAgainButKeepsABlock() {
        for (int i = 0; i < 6; i++) {
            engine.restore(new Report(fp(i), id(i, ATTACKER), ATTACKER, AttackClass.SCAN, true, clock.now()));
            assertThat(engine.explain(ATTACKER).basis()).isEqualTo(i < 5 ? Basis.NOTHING : Basis.BLOCK);
        }
    }

    @Test
    void anotherMembersRetractionDoesNotLiftAFullyTrustedOnesBlock() {
        admit(0, "0", true);
        report(0, ATTACKER, true);
        report(1, ATTACKER, true);
        engine.retract(fp(1), id(1, ATTACKER));
        assertThat(engine.explain(ATTACKER).basis()).isEqualTo(Basis.FULL_TRUST);
    }

    @Test
    void oneRetractionSentManyTimesIsHeldOnce() {
        var subjects = IntStream.range(0, 21)
                .mapToObj(i -> Subject.host(Address.v4(0xcb007100 + 10 + i)))
                .toList();
        subjects.forEach(subject -> report(0, subject, true));
        subjects.forEach(subject -> engine.retract(fp(0), id(0, subject)));
        IntStream.range(0, 100).forEach(_ -> engine.retract(fp(0), id(0, subjects.get(20))));
        assertThat(engine.held()).hasSize(1);
    }

    private void admit(int i, String group, boolean full) {
        var trust = MemberTrust.start(MemberTrust.Prior.INVITED, clock.now());
        engine.admit(fp(i), new Standing("member-" + i, group, full, false, trust));
    }

    private Verdict report(int member, Subject subject, boolean observed) {
        engine.accept(new Report(
                fp(member), id(member, subject), subject, AttackClass.FACTORY_CREDENTIALS, observed, clock.now()));
        return engine.explain(subject);
    }

    private double trust(int member) {
        return engine.standing(fp(member)).orElseThrow().trust().at(clock.now()).lowerBound();
    }

    private static String id(int member, Subject subject) {
        return "indicator--" + member + "-" + subject;
    }

    private static Fingerprint fp(int member) {
        var bytes = new byte[32];
        bytes[0] = (byte) member;
        return Fingerprint.of(bytes);
    }
}
