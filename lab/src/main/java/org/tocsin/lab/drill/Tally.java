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
    private int victims;
    private final List<String> open = new ArrayList<>();

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

    /** An organisation was attacked: whether it refuses its attacker itself. */
    void ownDoor(String victim, boolean shut) {
        victims++;
        if (!shut) {
            missed++;
            open.add(victim);
        }
    }

    /** Every victim of the drill. */
    void judgeOwnDoors() {
        if (victims > 0) {
            step(
                    "every attacked organisation refuses its attacker itself",
                    open.isEmpty(),
                    "at " + (victims - open.size()) + " of " + victims
                            + " attacks the victim's own relay refused the loader"
                            + (open.isEmpty() ? "" : "; let in by " + String.join(", ", open)));
        }
    }

    /** What stands in what receivers have stored. */
    void judge(Privacy privacy) {
        step("no stored statement names anything of a victim", privacy.holds(), privacy.words());
    }

    /** Who has acted on what. */
    void judge(Account account) {
        lost += account.lost();
        duplicates += account.surplus();
        step("every entry was acted on once by every receiver", account.holds(), account.words());
    }

    void step(String name, boolean passed, String what) {
        steps.add(new DrillReport.Step(name, passed, what));
    }
}
