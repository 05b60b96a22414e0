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
        PoisonScene.judgeForged(tally, false, false, 0);
        assertThat(tally.steps.getFirst().passed()).isFalse();
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
