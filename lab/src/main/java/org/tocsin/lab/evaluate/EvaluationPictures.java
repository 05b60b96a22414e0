package org.tocsin.lab.evaluate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An evaluation as pictures (SVG): a row for each capture, a mark for each detector, on a logarithmic axis. */
final class EvaluationPictures {
    private static final int LEFT = 330;
    private static final int WIDTH = 960;
    private static final int RIGHT = 64;
    private static final int ROW = 26;
    private static final int TOP = 84;
    private static final List<String> CLASSES = List.of("one", "two", "three");

    private static final String STYLE = """
              <style>
                text { font: 13px system-ui, sans-serif; fill: #1f2328; }
                .h { font-size: 17px; font-weight: 600; }
                .s { fill: #4b535d; font-size: 12px; }
                line { stroke: #d0d7de; }
                .one { fill: #2f7fd1; stroke: #2f7fd1; }
                .two { fill: #b35900; stroke: #b35900; }
                .three { fill: #6e7781; stroke: #6e7781; }
                @media (prefers-color-scheme: dark) {
                  text { fill: #e6edf3; }
                  .s { fill: #b3bcc6; }
                  line { stroke: #3d444d; }
                  .one { fill: #4f9fe8; stroke: #4f9fe8; }
                  .two { fill: #e09b4a; stroke: #e09b4a; }
                  .three { fill: #aab4bf; stroke: #aab4bf; }
                }
              </style>
            """;

    private final StringBuilder svg = new StringBuilder();
    private final Axis axis;

    /** Powers of ten from the left to the right edge. */
    private record Axis(int from, int to, String unit) {
        double x(double value) {
            double at = (Math.log10(Math.max(value, Math.pow(10, from))) - from) / (to - from);
            return LEFT + Math.min(1, at) * (WIDTH - LEFT - RIGHT);
        }
    }

    private EvaluationPictures(Axis axis) {
        this.axis = axis;
    }

    /** How many packets of an attack passed before it was found. */
    static String found(EvaluationReport report) {
        var picture = new EvaluationPictures(new Axis(0, 5, "packets of the attack until it was found"));
        picture.begin(
                "How soon each recorded attack is found",
                report,
                report.attacks().size());
        int row = 0;
        for (var attack : report.attacks()) {
            picture.label(row, attack.capture());
            for (int who = 0; who < attack.outcomes().size(); who++) {
                picture.caught(row, who, attack.outcomes().get(who).attacks().getFirst());
            }
            row++;
        }
        return picture.end(row);
    }

    /** Alarms where nothing is wrong, with their intervals. */
    static String quiet(EvaluationReport report) {
        var picture = new EvaluationPictures(new Axis(-3, 3, "false alarms a device-day, 95 % interval"));
        picture.begin(
                "What is raised where nothing is wrong", report, report.quiet().size());
        int row = 0;
        for (var group : report.quiet()) {
            picture.label(
                    row,
                    String.format(
                            Locale.ROOT,
                            "%s, %.1f device-days",
                            group.group(),
                            group.rates().getFirst().over()));
            for (int who = 0; who < group.rates().size(); who++) {
                picture.rate(row, who, group.rates().get(who));
            }
            row++;
        }
        return picture.end(row);
    }

    private void begin(String title, EvaluationReport report, int rows) {
        int height = TOP + rows * ROW + 60;
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"title\">%n"
                        + "  <title id=\"title\">%s</title>%n%s",
                WIDTH,
                height,
                title,
                STYLE));
        text("h", 24, 30, title);
        for (int who = 0; who < report.candidates().size(); who++) {
            mark(who, LEFT + 8 + who * 160.0, 52);
            text("s", LEFT + 20 + who * 160, 56, report.candidates().get(who));
        }
        for (int power = axis.from(); power <= axis.to(); power++) {
            double x = axis.x(Math.pow(10, power));
            svg.append(String.format(
                    Locale.ROOT,
                    "  <line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>%n",
                    x,
                    x,
                    TOP - 14,
                    TOP + rows * ROW));
        }
    }

    private String end(int rows) {
        for (int power = axis.from(); power <= axis.to(); power++) {
            var value = power < 0
                    ? String.format(Locale.ROOT, "%." + -power + "f", Math.pow(10, power))
                    : String.format(Locale.ROOT, "%,.0f", Math.pow(10, power));
            text("s", (int) axis.x(Math.pow(10, power)) - 8, TOP + rows * ROW + 18, value);
        }
        text("s", LEFT, TOP + rows * ROW + 42, axis.unit());
        return svg.append("</svg>\n").toString();
    }

    private void label(int row, String words) {
        text("t", 24, y(row) + 4, words.substring(words.indexOf('/') + 1).replaceAll("\\.pcap(ng)?$", ""));
    }

    private void caught(int row, int who, Optional<Trial.Caught> caught) {
        caught.ifPresent(one -> mark(who, axis.x((double) one.packets()), y(row) + 5 * (who - 1)));
        if (who == 0 && caught.isEmpty()) {
            text("s", LEFT + 8, y(row) + 4, "missed");
        }
    }

    private void rate(int row, int who, Rate rate) {
        int y = y(row) + 6 * (who - 1);
        svg.append(String.format(
                Locale.ROOT,
                "  <line class=\"%s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke-width=\"2\"/>%n",
                CLASSES.get(who),
                axis.x(rate.low()),
                axis.x(rate.high()),
                y,
                y));
        if (rate.count() > 0) {
            mark(who, axis.x(rate.value()), y);
        }
    }

    private void mark(int who, double x, int y) {
        svg.append(
                who == 0
                        ? String.format(Locale.ROOT, "  <circle class=\"one\" cx=\"%.1f\" cy=\"%d\" r=\"5\"/>%n", x, y)
                        : String.format(
                                Locale.ROOT,
                                "  <rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"8\" height=\"8\"%s/>%n",
                                CLASSES.get(who),
                                x - 4,
                                y - 4,
                                who == 1 ? "" : String.format(Locale.ROOT, " transform=\"rotate(45 %.1f %d)\"", x, y)));
    }

    private static int y(int row) {
        return TOP + row * ROW + ROW / 2;
    }

    private void text(String style, int x, int y, String words) {
        svg.append(String.format(
                Locale.ROOT, "  <text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n", style, x, y, escaped(words)));
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;").replace("<", "&lt;");
    }
}
