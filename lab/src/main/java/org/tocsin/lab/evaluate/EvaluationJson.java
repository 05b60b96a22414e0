package org.tocsin.lab.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * An evaluation for machines: one object for each result of a detector. {@code attack} has {@code packets} and {@code seconds} until it was
 * found, or neither; {@code quiet} has alarms a device-day; {@code overlay} has how many of how many attacks were found.
 */
final class EvaluationJson {
    private final EvaluationReport report;
    private final List<String> lines = new ArrayList<>();

    private EvaluationJson(EvaluationReport report) {
        this.report = report;
    }

    static List<String> of(EvaluationReport report) {
        var json = new EvaluationJson(report);
        for (int who = 0; who < report.candidates().size(); who++) {
            json.attacks(who);
            json.quiet(who);
            json.overlays(who);
        }
        json.lines.add(Json.object()
                .put("result", "cost")
                .put("bytesEach", Math.round(report.cost().bytesEach()))
                .toString());
        return List.copyOf(json.lines);
    }

    private ObjectNode result(String kind, int who) {
        return Json.object()
                .put("result", kind)
                .put("detector", report.candidates().get(who));
    }

    private void attacks(int who) {
        for (var attack : report.attacks()) {
            var outcome = attack.outcomes().get(who);
            var line = result("attack", who)
                    .put("capture", attack.capture())
                    .put("family", attack.family().word())
                    .put("wrong", outcome.wrong());
            outcome.attacks().getFirst().ifPresent(caught -> line.put("what", caught.what())
                    .put("packets", caught.packets())
                    .put("seconds", caught.seconds()));
            lines.add(line.toString());
        }
    }

    private void quiet(int who) {
        for (var group : report.quiet()) {
            var rate = group.rates().get(who);
            lines.add(result("quiet", who)
                    .put("group", group.group())
                    .put("alarms", rate.count())
                    .put("deviceDays", rate.over())
                    .put("low", rate.low())
                    .put("high", rate.high())
                    .toString());
        }
    }

    private void overlays(int who) {
        for (var laid : report.laid()) {
            for (int learn = 0; learn < laid.outcomes().size(); learn++) {
                var outcome = laid.outcomes().get(learn).get(who);
                lines.add(result("overlay", who)
                        .put("attack", laid.attack())
                        .put("benign", laid.benign())
                        .put("learnMinutes", Evaluation.LEARN.get(learn).toMinutes())
                        .put("attacks", outcome.attacks().size())
                        .put(
                                "found",
                                outcome.attacks().stream()
                                        .filter(Optional::isPresent)
                                        .count())
                        .put("wrong", outcome.wrong())
                        .put("leak", laid.leak())
                        .toString());
            }
        }
    }
}
