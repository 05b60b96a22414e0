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
    private int retractions;
    private long lifted;
    private final List<String> kept = new ArrayList<>();

    /** A report was taken back: how many had to lift what rested on it, and who did not. */
    void retracted(int receivers, List<String> keptAt) {
        retractions++;
        lifted += receivers - keptAt.size();
        kept.addAll(keptAt);
    }

    /** Every retraction of the drill, at every receiver. */
    void judgeRetractions() {
        if (retractions > 0) {
            step(
                    "every retraction was lifted at every receiver",
                    kept.isEmpty(),
                    retractions + " retractions; at " + lifted + " of " + (lifted + kept.size())
                            + " receivers the block list let the loader go and its next connection was let in"
                            + (kept.isEmpty() ? "" : "; kept out at " + String.join(", ", kept)));
        }
    }

    /** Who has verified what. */
    void judge(Account account) {
        lost += account.lost();
        duplicates += account.surplus();
        step("every entry was verified once by every receiver", account.holds(), account.words());
    }

    void step(String name, boolean passed, String what) {
        steps.add(new DrillReport.Step(name, passed, what));
    }
}
