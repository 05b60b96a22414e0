package org.tocsin.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Breaks prose at spaces to a width; a word that is longer stands alone. */
public final class Wrap {
    private Wrap() {}

    public static List<String> lines(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
