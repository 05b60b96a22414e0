package org.tocsin.lab.drill;

import java.util.ArrayList;
import java.util.List;

/** What a drill counts while it runs. */
final class Tally {
    final Samples timeToFinding = new Samples();
    final Samples timeToProtect = new Samples();
    final LoopSteps loop = LoopSteps.none();
    final Samples retract = new Samples();
    final List<DrillReport.Step> steps = new ArrayList<>();
    long missed;
    long innocentBlocked;
    long lost;
    long duplicates;

    void step(String name, boolean passed, String what) {
        steps.add(new DrillReport.Step(name, passed, what));
    }
}
