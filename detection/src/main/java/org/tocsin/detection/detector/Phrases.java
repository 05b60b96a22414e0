package org.tocsin.detection.detector;

import java.util.Locale;

/** What the words of all findings share. */
final class Phrases {
    private Phrases() {}

    static double confidence(int count, int usual) {
        return Math.min(0.99, 0.9 + 0.03 * (count - usual));
    }

    static void part(StringBuilder text, int count, String what) {
        if (count > 0) {
            text.append(count)
                    .append(' ')
                    .append(count == 1 ? what : plural(what))
                    .append(", ");
        }
    }

    static String plural(String what) {
        int space = what.indexOf(' ');
        return what.startsWith("connection ")
                        || what.startsWith("probe ")
                        || what.startsWith("pair ")
                        || what.startsWith("different pair")
                ? what.replaceFirst("connection|probe|pair", "$0s")
                : space > 0 ? what + "s" : what;
    }

    static String again(Episode episode, String what) {
        return episode.repeats() == 0 ? "" : "; still running, at least " + episode.total() + " " + what + " so far";
    }

    static String seconds(long nanos) {
        double value = Math.max(0, nanos) / 1e9;
        if (value < 0.01) {
            return String.format(Locale.ROOT, "%.1f ms", value * 1000);
        }
        return value < 120
                ? String.format(Locale.ROOT, "%.1f s", value)
                : String.format(Locale.ROOT, "%.0f min", value / 60);
    }

    /** What a person must know before blaming the one who is named. */
    static String doubt(boolean proven) {
        return proven
                ? ""
                : "; its two sides came from stations that do not answer each other: it may be made up by one of ours";
    }
}
