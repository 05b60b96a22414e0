package org.tocsin.cli.terminal;

import java.util.Locale;

/** Progress of long work on standard error, from half a second on, only on a terminal, wiped before anything else is said. */
public final class Progress {
    private static final long PATIENCE = 500_000_000L;
    private static final long EVERY = 200_000_000L;

    private final Terminal terminal;
    private final String what;
    private final String unit;
    private final long began;
    private long shown;
    private boolean visible;

    /** @param unit of what is counted, e.g. {@code packets} */
    public Progress(Terminal terminal, String what, String unit) {
        this.terminal = terminal;
        this.what = what;
        this.unit = unit;
        this.began = terminal.clock().nanos();
        this.shown = began + PATIENCE - EVERY;
    }

    /**
     * Shows where things stand, if it is time to.
     *
     * @param share 0 to 1, or below 0 where it is not known
     */
    public void show(double share, long count) {
        long now = terminal.clock().nanos();
        if (!terminal.progress() || now - shown < EVERY) {
            return;
        }
        shown = now;
        visible = true;
        double seconds = (now - began) / 1e9;
        var line = new StringBuilder("\r").append(what);
        if (share > 0) {
            line.append(String.format(Locale.ROOT, " %3.0f %%", share * 100));
        }
        line.append(String.format(Locale.ROOT, ", %.2f M %s/s", count / seconds / 1e6, unit));
        if (share > 0) {
            line.append(String.format(Locale.ROOT, ", %.0f s left", seconds / share - seconds));
        }
        terminal.err().print(line.append("\u001b[K"));
        terminal.err().flush();
    }

    /** Shows what is in hand, where neither share nor rate says anything. */
    public void show(String inHand) {
        long now = terminal.clock().nanos();
        if (terminal.progress() && now - shown >= EVERY) {
            shown = now;
            visible = true;
            terminal.err().print("\r" + what + " " + inHand + "\u001b[K");
            terminal.err().flush();
        }
    }

    /** Takes the line away. */
    public void wipe() {
        if (visible) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
            visible = false;
        }
    }
}
