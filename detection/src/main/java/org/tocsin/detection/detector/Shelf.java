package org.tocsin.detection.detector;

import java.util.List;

/**
 * The newest distinct texts of one sort. All in one string, since a list of strings costs three times what they say, and every device
 * has several of these.
 */
final class Shelf {
    /** Never part of a text: {@link Portrait} takes it out. */
    static final char BREAK = '\0';

    private final int most;
    private final int room;
    private String texts = "";

    /**
     * @param most texts
     * @param room characters, breaks included
     */
    Shelf(int most, int room) {
        this.most = most;
        this.room = room;
    }

    /** Adds a text at the end; the oldest go as far as they must. Costs nothing for a text that is there. */
    void add(String text) {
        if (text.isEmpty() || has(text)) {
            return;
        }
        var kept = texts;
        int count = list().size();
        while (count > 0 && (count >= most || kept.length() + 1 + text.length() > room)) {
            int first = kept.indexOf(BREAK);
            kept = first < 0 ? "" : kept.substring(first + 1);
            count--;
        }
        texts = count == 0 ? text : kept + BREAK + text;
    }

    private boolean has(String text) {
        int from = 0;
        while (from <= texts.length() - text.length()) {
            int end = from + text.length();
            if (texts.startsWith(text, from) && (end == texts.length() || texts.charAt(end) == BREAK)) {
                return true;
            }
            int next = texts.indexOf(BREAK, from);
            if (next < 0) {
                return false;
            }
            from = next + 1;
        }
        return false;
    }

    List<String> list() {
        return texts.isEmpty() ? List.of() : List.of(texts.split(String.valueOf(BREAK), -1));
    }
}
