package org.tocsin.lab.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tocsin.kernel.Rejection;
import org.tocsin.wire.capture.Capture;
import org.tocsin.wire.capture.Frame;

/**
 * What a drill shall do.
 *
 * @param orgs organisations, each with node, relay, broker and devices
 * @param inProcess all in this JVM, for many; else one JVM each
 * @param attacks measured loader attacks, the victim rotating; each is retracted before the next
 * @param warmUps unmeasured attacks before those
 * @param replay a real capture that the first organisation's tap reads instead of the generator
 * @param keep stay up at the end until interrupted
 * @param folder where the homes are made
 */
public record DrillPlan(
        int orgs,
        boolean inProcess,
        Scenario scenario,
        int attacks,
        int warmUps,
        Optional<Path> replay,
        boolean keep,
        Path folder) {
    /** The fast lane takes so many reports of one reporter in a burst. */
    private static final int BURST = 20;

    /** What happens. */
    public enum Scenario {
        MIRAI,
        POISON,
        OUTAGE,
        ALL
    }

    public DrillPlan {
        if (orgs < 2 || orgs > 100) {
            throw new Rejection("drill.orgs", "2 to 100 organisations");
        }
        if (attacks < 1 || warmUps < 0) {
            throw new Rejection("drill.attacks", "at least 1 attack, and " + attacks + " were asked for");
        }
        if ((long) attacks + warmUps > (long) (BURST - 2) * orgs) {
            throw new Rejection(
                    "drill.attacks",
                    "at most " + ((BURST - 2) * orgs - warmUps) + " attacks with " + orgs + " organisations and "
                            + warmUps + " warm-ups: the fast lane takes a burst of " + BURST + " of each reporter");
        }
        replay.ifPresent(DrillPlan::requireCapture);
        if (inProcess && scenario == Scenario.OUTAGE) {
            throw new Rejection("drill.processes", "an outage kills a process; leave out --in-process");
        }
    }

    /** A tap that understands nothing finds nothing: such a drill would pass and show nothing, so it does not begin. */
    private static void requireCapture(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new Rejection("drill.replay", file + " is no file");
        }
        try (var in = Files.newInputStream(file)) {
            if (!Capture.of(in).next(new Frame())) {
                throw new Rejection("drill.replay", file + " holds no packet");
            }
        } catch (IOException unreadable) {
            throw new Rejection("drill.replay", file + " can't be read");
        } catch (Rejection refused) {
            throw refused.code().equals("drill.replay")
                    ? refused
                    : new Rejection("drill.replay", file + ": " + refused.getMessage());
        }
    }

    boolean plays(Scenario wanted) {
        return scenario == wanted || (scenario == Scenario.ALL && !(wanted == Scenario.OUTAGE && inProcess));
    }
}
