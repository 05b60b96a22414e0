package org.tocsin.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.exchange.Verdict;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Rejection;
import org.tocsin.lab.drill.DrillPlan.Scenario;
import org.tocsin.wire.capture.LinkType;
import org.tocsin.wire.capture.PcapWriter;

@Timeout(180)
final class DrillTest {
    @TempDir
    Path folder;

    @Test
    void anAttackOnOneIsRefusedByAllAndNobodyInnocentIsHarmed() throws Exception {
        var report = new Drill(plan(Scenario.ALL), Stage.none(), Clock.system()).run(new CountDownLatch(1));
        assertThat(report.steps()).allSatisfy(step -> assertThat(step.passed())
                .as("%s: %s", step.name(), step.what())
                .isTrue());
        assertThat(report.passed()).isTrue();
        assertThat(report.timeToProtect().count()).isEqualTo(2);
    }

    @Test
    void moreAttacksThanTheFastLaneTakesAreRefusedBeforeAnythingStarts() {
        assertThatThrownBy(() -> new DrillPlan(3, true, Scenario.MIRAI, 100, 0, Optional.empty(), false, folder))
                .isInstanceOfSatisfying(
                        Rejection.class, r -> assertThat(r.code()).isEqualTo("drill.attacks"));
    }

    @Test
    void noAttackAtAllIsAWrongUseAndNotABurst() {
        for (int attacks : List.of(0, -3)) {
            assertThatThrownBy(
                            () -> new DrillPlan(3, true, Scenario.MIRAI, attacks, 0, Optional.empty(), false, folder))
                    .hasMessageContaining("at least 1")
                    .hasMessageNotContaining("burst")
                    .isInstanceOfSatisfying(
                            Rejection.class, r -> assertThat(r.code()).isEqualTo("drill.attacks"));
        }
    }

    /** Three attacked, nobody told of the third: it is let in, and must not be left out of the count. */
    @Test
    void aLoaderOfWhichNoStatementCameIsMissed() {
        var tally = new Tally();
        OutageScene.judgeCaught(tally, "corda", 3, 2, 2);
        assertThat(tally.missed).isEqualTo(1);
        assertThat(tally.steps.getFirst().passed()).isFalse();
        assertThat(tally.steps.getFirst().what()).contains("of 1 no statement came");
    }

    @Test
    void aTapThatStoppedHalfWayHasNotReadTheCapture() {
        var tally = new Tally();
        ReplayScene.judgeRead(tally, 100, 99, "2 findings");
        ReplayScene.judgeRead(tally, 100, 100, "2 findings");
        assertThat(tally.steps).extracting(DrillReport.Step::passed).containsExactly(false, true);
    }

    @Test
    void aReplayedCaptureIsReadToItsEndAndSaysThatItShowedNothing() throws Exception {
        var quiet = folder.resolve("quiet.pcap");
        try (var out = Files.newOutputStream(quiet)) {
            var pcap = new PcapWriter(out, LinkType.ETHERNET);
            for (int i = 1; i <= 7; i++) {
                pcap.write(i * 1_000_000_000L, new byte[60]);
            }
        }
        var plan = new DrillPlan(2, true, Scenario.MIRAI, 1, 0, Optional.of(quiet), false, folder);
        var report = new Drill(plan, Stage.none(), Clock.system()).run(new CountDownLatch(1));
        assertThat(report.passed()).isTrue();
        assertThat(report.steps().getFirst().what())
                .isEqualTo("7 of 7 packets were read; no finding in it, so that nothing was to be shared");
    }

    @Test
    void anOutageNeedsProcesses() {
        assertThatThrownBy(() -> new DrillPlan(3, true, Scenario.OUTAGE, 1, 0, Optional.empty(), false, folder))
                .isInstanceOfSatisfying(
                        Rejection.class, r -> assertThat(r.code()).isEqualTo("drill.processes"));
    }

    @Test
    void aReplayOfWhatIsNoCaptureIsRefusedByNameBeforeAnythingStarts() throws Exception {
        var text = Files.writeString(folder.resolve("notes.txt"), "this is no capture at all");
        var empty = folder.resolve("empty.pcap");
        try (var out = Files.newOutputStream(empty)) {
            var _ = new PcapWriter(out, LinkType.ETHERNET);
        }
        for (var file : List.of(text, empty, folder, folder.resolve("absent"))) {
            assertThatThrownBy(() -> new DrillPlan(3, true, Scenario.MIRAI, 1, 0, Optional.of(file), false, folder))
                    .hasMessageContaining(file.toString())
                    .isInstanceOfSatisfying(
                            Rejection.class, r -> assertThat(r.code()).isEqualTo("drill.replay"));
        }
    }

    @Test
    void aForgeryThatNobodySawProvesNothing() {
        var tally = new Tally();
        PoisonScene.judgeForged(tally, false, false, true, 0);
        PoisonScene.judgeForged(tally, true, true, true, 0);
        PoisonScene.judgeForged(tally, true, false, true, 1);
        PoisonScene.judgeForged(tally, true, false, true, 0);
        assertThat(tally.steps).extracting(DrillReport.Step::passed).containsExactly(false, false, false, true);
    }

    /** Nobody was harmed since nobody had heard: that is luck, and the same at every door. */
    @Test
    void anInnocentAtDoorsThatHaveNotHeardProvesNothing() {
        var tally = new Tally();
        PoisonScene.judgeForged(tally, true, false, false, 0);
        PoisonScene.judgeArrived(tally, new Account(List.of(new Account.Line("acme", "beta", 2, 1, 0))));
        PoisonScene.judgeArrived(tally, new Account(List.of(new Account.Line("acme", "beta", 2, 0, 0))));
        assertThat(tally.steps).extracting(DrillReport.Step::passed).containsExactly(false, false, true);
    }

    /** It was let in because nobody looked at the report, or for want of trust: that is luck, and not the own-traffic check. */
    @Test
    void anInnocentThatWasSavedForAnotherReasonProvesNothing() {
        var tally = new Tally();
        for (var basis : Verdict.Basis.values()) {
            PoisonScene.judgeSpared(tally, "busy", true, new Ruling(basis, "because"), Verdict.Basis.OWN_TRAFFIC);
        }
        PoisonScene.judgeSpared(
                tally, "busy", false, new Ruling(Verdict.Basis.OWN_TRAFFIC, "because"), Verdict.Basis.OWN_TRAFFIC);
        assertThat(tally.steps)
                .filteredOn(DrillReport.Step::passed)
                .singleElement()
                .extracting(DrillReport.Step::what)
                .isEqualTo("because");
    }

    @Test
    void aDrillWithoutSamplesDoesNotClaimThatAllWereProtected() {
        var none = new Samples();
        var report = new DrillReport(3, "MIRAI", 0, none, none, LoopSteps.none(), none, none, 0, 0, 0, 0, List.of());
        assertThat(report.shown()).doesNotContain("protected all");
    }

    private DrillPlan plan(Scenario scenario) {
        return new DrillPlan(3, true, scenario, 1, 0, Optional.empty(), false, folder);
    }
}
