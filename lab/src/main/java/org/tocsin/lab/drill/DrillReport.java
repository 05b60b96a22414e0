package org.tocsin.lab.drill;

import java.util.List;
import java.util.Locale;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a drill showed. Times as ARCHITECTURE section 7 defines them; only attacks whose next connection was really refused are
 * samples.
 *
 * @param timeToFinding first hostile packet to finding
 * @param timeToProtect deciding packet handed to the tap, to the receiver's block list written
 * @param loop the same time, step by step
 * @param innocentBlocked innocents that were refused or cut off
 * @param missed receivers that did not refuse an attacker, and victims that did not themselves, one for each attacker
 * @param lost entries that a receiver's exchange did not act on, or did not store what came of it; over all receivers, by log and index
 * @param duplicates entries that a receiver took once too often, over all its lives: twice in one, again behind its stored cursor, or
 *     acted on again though that was durable; and benign messages that arrived twice
 */
public record DrillReport(
        int orgs,
        String scenario,
        int warmUps,
        Samples timeToFinding,
        Samples timeToProtect,
        LoopSteps loop,
        Samples fdatasync,
        Samples retract,
        long missed,
        long innocentBlocked,
        long lost,
        long duplicates,
        List<Step> steps) {
    public DrillReport {
        steps = List.copyOf(steps);
    }

    /** Something that must hold, and whether it did. */
    public record Step(String name, boolean passed, String what) {}

    public boolean passed() {
        return missed == 0
                && innocentBlocked == 0
                && lost == 0
                && duplicates == 0
                && steps.stream().allMatch(Step::passed);
    }

    /** What a drill that has passed has shown, in a sentence that claims no protection which was not measured. */
    public String shown() {
        return timeToProtect.count() == 0
                ? "every step above held, and nobody innocent was harmed; protection was not measured in this run."
                : "what one organisation saw protected all, and nobody innocent was harmed.";
    }

    public ObjectNode json() {
        var report = Json.object()
                .put("orgs", orgs)
                .put("scenario", scenario.toLowerCase(Locale.ROOT))
                .put("warmUps", warmUps);
        report.set("timeToFindingMs", timeToFinding.json());
        report.set("timeToProtectMs", timeToProtect.json());
        report.set("loopMs", loop.json());
        report.set("fdatasyncMs", fdatasync.json());
        report.set("retractMs", retract.json());
        report.put("missed", missed)
                .put("innocentBlocked", innocentBlocked)
                .put("lost", lost)
                .put("duplicates", duplicates)
                .put("passed", passed());
        report.set("steps", Json.array(steps, step -> Json.object()
                .put("name", step.name())
                .put("passed", step.passed())
                .put("what", step.what())));
        return report;
    }
}
