package org.tocsin.platform.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds what somebody meant to write. */
public final class Nearest {
    private Nearest() {}

    /** The known word with the smallest edit distance. */
    public static String to(String word, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
                .orElse("");
    }

    /** The known words that somebody may have meant, nearest first, at most three; none for what is like nothing. */
    public static List<String> like(String word, Collection<String> known) {
        int most = (word.length() + 1) / 3;
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= most)
                .sorted(Comparator.comparingInt((String candidate) -> distance(word, candidate))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(3)
                .toList();
    }

    /** Levenshtein distance with one row; words are short. */
    static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
