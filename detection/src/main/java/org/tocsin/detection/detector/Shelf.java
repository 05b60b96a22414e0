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

    /** Adds a text at the end; the oldest go as far as they must. */
    void add(String text) {
        if (text.isEmpty() || list().contains(text)) {
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

    List<String> list() {
        return texts.isEmpty() ? List.of() : List.of(texts.split(String.valueOf(BREAK), -1));
    }
}
