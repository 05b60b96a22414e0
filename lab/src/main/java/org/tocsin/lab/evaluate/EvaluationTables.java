package org.tocsin.lab.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An evaluation as tables in Markdown. */
final class EvaluationTables {
    private static final List<String> LEARN = List.of("10 min", "60 min", "1 day");

    private final EvaluationReport report;
    private final List<String> lines = new ArrayList<>();

    private EvaluationTables(EvaluationReport report) {
        this.report = report;
    }

    static List<String> of(EvaluationReport report) {
        var tables = new EvaluationTables(report);
        tables.attacks();
        tables.quiet();
        tables.laid();
        tables.lines.add(String.format(
                Locale.ROOT,
                "A device costs %.0f bytes of heap (%,d devices, each with %d peers that answer and %d that do not).",
                report.cost().bytesEach(),
                Cost.DEVICES,
                Cost.PEERS,
                Cost.PEERS));
        return List.copyOf(tables.lines);
    }

    private void attacks() {
        lines.add(
                "Attacks as they were recorded: packets of the attack and seconds until it was found. The rules beside us learn until the attack begins, ours runs at its defaults.");
        lines.add("");
        head("family | capture");
        for (var attack : report.attacks()) {
            row(
                    attack.family().word() + " | " + attack.capture(),
                    attack.outcomes().stream()
                            .map(one -> found(one.attacks().getFirst()))
                            .toList());
        }
        lines.add("");
    }

    private static String found(Optional<Trial.Caught> caught) {
        return caught.map(c -> String.format(Locale.ROOT, "%s: %,d / %.1f s", c.what(), c.packets(), c.seconds()))
                .orElse("missed");
    }

    private void quiet() {
        lines.add(
                "Alarms where nothing is wrong, each device-day, with the interval that holds 95 % (Poisson), learning an hour.");
        lines.add("");
        head("group | device-days");
        for (var group : report.quiet()) {
            row(
                    String.format(
                            Locale.ROOT,
                            "%s | %.2f",
                            group.group(),
                            group.rates().getFirst().over()),
                    group.rates().stream().map(EvaluationTables::rate).toList());
        }
        lines.add("");
    }

    static String rate(Rate rate) {
        return String.format(
                Locale.ROOT, "%.2f (%.2f to %.2f; %d)", rate.value(), rate.low(), rate.high(), rate.count());
    }

    private void laid() {
        if (report.laid().isEmpty()) {
            return;
        }
        lines.add(
                "Attacks laid over benign weeks, as if the device did it: found of all, median packets of the attack, and false alarms beside it.");
        lines.add("");
        head("attack | learning");
        Map<String, List<EvaluationReport.Laid>> byAttack = report.laid().stream()
                .collect(Collectors.groupingBy(EvaluationReport.Laid::attack, TreeMap::new, Collectors.toList()));
        byAttack.forEach((attack, laid) -> IntStream.range(0, LEARN.size())
                .forEach(learn -> row(
                        attack + " | " + LEARN.get(learn),
                        IntStream.range(0, report.candidates().size())
                                .mapToObj(who -> laid(laid, learn, who))
                                .toList())));
        lines.add("");
        double leak = report.laid().stream()
                .mapToDouble(EvaluationReport.Laid::leak)
                .max()
                .orElse(0.5);
        lines.add(String.format(
                Locale.ROOT,
                "Leak test: from hops, hardware addresses and link type alone an attack can be told with an area of %.3f at most (0.5 is"
                        + " not at all, the bound is 0.6).",
                leak));
        lines.add("");
    }

    private static String laid(List<EvaluationReport.Laid> laid, int learn, int who) {
        var outcomes =
                laid.stream().map(one -> one.outcomes().get(learn).get(who)).toList();
        var caught = outcomes.stream()
                .flatMap(one -> one.attacks().stream())
                .flatMap(Optional::stream)
                .mapToLong(Trial.Caught::packets)
                .sorted()
                .toArray();
        long all = outcomes.stream().mapToLong(one -> one.attacks().size()).sum();
        long wrong = outcomes.stream().mapToLong(Trial.Outcome::wrong).sum();
        var median = caught.length == 0 ? "" : "; " + caught[caught.length / 2];
        return caught.length + " of " + all + median + "; " + wrong + " false";
    }

    private void head(String first) {
        lines.add("| " + first + " | " + String.join(" | ", report.candidates()) + " |");
        lines.add("|---|---|" + "---|".repeat(report.candidates().size()));
    }

    private void row(String first, List<String> cells) {
        lines.add("| " + first + " | " + String.join(" | ", cells) + " |");
    }
}
