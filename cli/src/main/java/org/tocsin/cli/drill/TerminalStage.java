package org.tocsin.cli.drill;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.tocsin.cli.terminal.Colour;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.cli.terminal.Wrap;
import org.tocsin.kernel.Printable;
import org.tocsin.lab.drill.Stage;

/** The drill's timeline on a terminal: one line an event, aligned, time first, after a finding the offset to it. */
final class TerminalStage implements Stage {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);
    private static final int FIXED = 33;

    private final Terminal terminal;
    private final boolean quiet;
    private String progressing = "";

    TerminalStage(Terminal terminal, boolean quiet) {
        this.terminal = terminal;
        this.quiet = quiet;
    }

    @Override
    public synchronized void progress(String what, int done, int of) {
        if (quiet) {
            return;
        }
        if (terminal.progress()) {
            terminal.err()
                    .print("\r" + what + ": " + done + " of " + of + "\u001b[K" + (done == of ? "\r\u001b[K" : ""));
            terminal.err().flush();
        } else if (!what.equals(progressing)) {
            terminal.err().println(what + " (" + of + ") ...");
        }
        progressing = what;
    }

    @Override
    public synchronized void says(String sentence) {
        wipe();
        terminal.out().println();
        terminal.out().println(terminal.paint(Colour.BOLD, sentence));
    }

    @Override
    public synchronized void event(Instant at, long offsetNanos, String org, String word, String text) {
        wipe();
        var time = offsetNanos < 0
                ? " " + TIME.format(ZonedDateTime.ofInstant(at, terminal.zone()))
                : String.format(Locale.ROOT, "%+10.1f ms", offsetNanos / 1e6);
        var lines = Wrap.lines(Printable.of(text), Math.max(20, terminal.width() - FIXED));
        terminal.out()
                .println(String.format(Locale.ROOT, "%s  %-6s ", time, org)
                        + terminal.paint(colour(word), String.format(Locale.ROOT, "%-10s", word)) + "  "
                        + lines.getFirst());
        lines.stream().skip(1).forEach(rest -> terminal.out().println(" ".repeat(FIXED) + rest));
    }

    private static Colour colour(String word) {
        return switch (word) {
            case "hostile", "finding", "lie" -> Colour.RED;
            case "refused", "in force" -> Colour.GREEN;
            case "quarantine", "closed", "trouble" -> Colour.AMBER;
            default -> Colour.BLUE;
        };
    }

    private void wipe() {
        if (terminal.progress() && !progressing.isEmpty()) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
        }
    }
}
