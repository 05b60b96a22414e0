package org.tocsin.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Rejection;
import org.tocsin.lab.drill.DrillPlan.Scenario;

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

    private DrillPlan plan(Scenario scenario) {
        return new DrillPlan(3, true, scenario, 1, 0, Optional.empty(), false, folder);
    }
}
