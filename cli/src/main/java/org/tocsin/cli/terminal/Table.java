package org.tocsin.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Printable;

/**
 * Rows under headings, as wide as the terminal and no wider, as long as what may not be cut fits; a cell is shortened, never
 * wrapped. An address is never cut: the half of one is another's. Cells are foreign text: they are made printable here, so that no
 * answer can move the cursor.
 */
public final class Table {
    private static final int GAP = 2;
    private static final int LEAST = 9;

    private static final Pattern ADDRESS =
            Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}(/\\d+)?|\\p{XDigit}*:\\p{XDigit}*:[\\p{XDigit}:.]*(/\\d+)?");

    /** Where a cell gives way when the terminal is narrow. */
    public enum Fit {
        /** Never: numbers, words of a few letters. */
        WHOLE,
        /** In the middle: hashes, ids, fingerprints. */
        MIDDLE,
        /** At the end: sentences. */
        END
    }

    /** A heading and how its cells give way. */
    public record Column(String title, Fit fit) {}

    /** A text and its meaning as a colour; the text must say it too. */
    public record Cell(String text, @Nullable Colour colour) {
        public Cell {
            text = Printable.of(text);
        }

        public static Cell of(String text) {
            return new Cell(text, null);
        }

        int width() {
            return text.codePointCount(0, text.length());
        }

        private boolean isAddress() {
            return ADDRESS.matcher(text).matches();
        }
    }

    /** Cells, and what is said about the row below it. */
    private record Row(List<Cell> cells, List<String> notes) {}

    private final Terminal terminal;
    private final List<Column> columns;
    private final List<Row> rows = new ArrayList<>();

    public Table(Terminal terminal, Column... columns) {
        this.terminal = terminal;
        this.columns = List.of(columns);
    }

    public void row(Cell... cells) {
        rows.add(new Row(List.of(cells), new ArrayList<>()));
    }

    /** A sentence on a line of its own below the last row; an empty one is left out. */
    public void note(String sentence) {
        if (!sentence.isEmpty()) {
            rows.getLast().notes().add(Printable.of(sentence));
        }
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public void print() {
        var widths = widths();
        var heads = columns.stream().map(c -> new Cell(c.title(), Colour.GREY)).toList();
        line(heads, widths);
        for (var row : rows) {
            line(row.cells(), widths);
            row.notes().stream()
                    .flatMap(note -> Wrap.lines(note, Math.max(20, terminal.width() - 2)).stream())
                    .forEach(line -> terminal.out().println("  " + line));
        }
    }

    private int[] widths() {
        var widths = new int[columns.size()];
        int total = GAP * (widths.length - 1);
        for (int i = 0; i < widths.length; i++) {
            widths[i] = columns.get(i).title().length();
            for (var row : rows) {
                widths[i] = Math.max(widths[i], row.cells().get(i).width());
            }
            total += widths[i];
        }
        int over = total - terminal.width();
        for (var fit : new Fit[] {Fit.END, Fit.MIDDLE}) {
            for (int widest = widest(widths, fit); over > 0 && widest >= 0; widest = widest(widths, fit)) {
                widths[widest]--;
                over--;
            }
        }
        return widths;
    }

    /** The widest column that may still give way, or -1. Sentences give way before names, and long names before short ones. */
    private int widest(int[] widths, Fit fit) {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            boolean may = columns.get(i).fit() == fit && widths[i] > least(i);
            if (may && (widest < 0 || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        return widest;
    }

    /** How far a column gives way. */
    private int least(int column) {
        int least = Math.max(LEAST, columns.get(column).title().length());
        for (var row : rows) {
            var cell = row.cells().get(column);
            least = cell.isAddress() ? Math.max(least, cell.width()) : least;
        }
        return least;
    }

    private void line(List<Cell> cells, int[] widths) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            var cell = cells.get(i);
            var text = shortened(cell.text(), widths[i], columns.get(i).fit());
            line.append(cell.colour() == null ? text : terminal.paint(cell.colour(), text));
            if (i < widths.length - 1) {
                line.append(" ".repeat(widths[i] - text.codePointCount(0, text.length()) + GAP));
            }
        }
        terminal.out().println(line.toString().stripTrailing());
    }

    private static String shortened(String text, int width, Fit fit) {
        var points = text.codePoints().toArray();
        if (points.length <= width) {
            return text;
        }
        int head = fit == Fit.MIDDLE ? width / 2 : width - 1;
        int tail = width - 1 - head;
        return new String(points, 0, head) + "…" + new String(points, points.length - tail, tail);
    }
}
