package org.tocsin.node.console;

import java.time.Duration;
import java.util.Locale;
import org.tocsin.node.watch.Lags;
import org.tocsin.node.watch.Lags.Mark;

/**
 * A peer's lag of 24 h as a small graph, and in words.
 *
 * @param line the path of the worst lag of each half-hour; broken where there was no connection
 * @param gaps the path of the half-hours without any
 * @param words the worst of it, and how long it was away
 */
record Spark(String line, String gaps, String words) {
    static final int HEIGHT = 24;
    private static final int STEP = 6;
    private static final int MARK_MINUTES = 30;

    static Spark of(Mark[] day) {
        long worst = 0;
        double away = 0;
        int seen = 0;
        for (var mark : day) {
            worst = Math.max(worst, mark.worstMs());
            if (!mark.unseen()) {
                seen++;
                away += (double) mark.away() / mark.measured();
            }
        }
        return new Spark(line(day, Math.max(1, worst)), gaps(day), words(seen, worst, away * MARK_MINUTES));
    }

    private static String line(Mark[] day, long worst) {
        var path = new StringBuilder();
        boolean drawn = false;
        for (int i = 0; i < day.length; i++) {
            boolean draws = !day[i].unseen() && day[i].connected();
            if (draws) {
                long y = HEIGHT - 2 - day[i].worstMs() * (HEIGHT - 4) / worst;
                path.append(drawn ? "L" : "M").append(i * STEP).append(' ').append(y);
                path.append("h").append(STEP);
            }
            drawn = draws;
        }
        return path.toString();
    }

    private static String gaps(Mark[] day) {
        var path = new StringBuilder();
        for (int i = 0; i < day.length; i++) {
            if (!day[i].unseen() && !day[i].connected()) {
                path.append("M")
                        .append(i * STEP)
                        .append(' ')
                        .append(HEIGHT - 2)
                        .append("h")
                        .append(STEP);
            }
        }
        return path.toString();
    }

    private static String words(int seen, long worst, double awayMinutes) {
        if (seen == 0) {
            return "not measured yet";
        }
        var span = seen >= Lags.MARKS ? "24 h" : Words.span(Duration.ofMinutes((long) seen * MARK_MINUTES));
        var gone = awayMinutes < 1 ? "" : String.format(Locale.ROOT, ", away %.0f min", awayMinutes);
        return span + ": at worst " + Words.number(worst) + " ms behind" + gone;
    }
}
