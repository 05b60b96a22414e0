package org.tocsin.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import org.tocsin.kernel.Printable;

/** Breaks prose at spaces to a width; a word that is longer stands alone. */
public final class Wrap {
    private Wrap() {}

    /** Prints foreign or own text under a line that it belongs to, two columns in. */
    public static void under(Terminal terminal, String text) {
        lines(Printable.of(text), Math.max(20, terminal.width() - 2))
                .forEach(line -> terminal.out().println("  " + line));
    }

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
