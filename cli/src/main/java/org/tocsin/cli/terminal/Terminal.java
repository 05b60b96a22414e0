package org.tocsin.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Map;
import org.tocsin.kernel.Clock;

/**
 * Standard output for results, standard error for talk, and what is known of them. The only place that touches either.
 *
 * @param in what a person answers, or what is piped in
 * @param colours escape sequences are welcome on standard output
 * @param progress standard error is a terminal, so that progress may be shown and wiped
 * @param width columns; of a pipe 80
 * @param zone of times that people read
 */
public record Terminal(
        InputStream in,
        PrintWriter out,
        PrintWriter err,
        boolean colours,
        boolean progress,
        int width,
        ZoneId zone,
        Clock clock) {
    private static final int PIPE = 80;

    /**
     * The terminal of this process. What {@code ./tocsin} found out about it stands in system properties {@code
     * tocsin.stdout}, {@code tocsin.stderr} (terminal or not) and {@code tocsin.columns}.
     */
    public static Terminal system() {
        return of(System.getenv(), System.getProperty("tocsin.stdout", ""), System.getProperty("tocsin.stderr", ""));
    }

    /** Where log lines of this process go: standard error, as bytes. */
    public static PrintStream log() {
        return System.err;
    }

    private static Terminal of(Map<String, String> environment, String stdout, String stderr) {
        boolean dumb = environment.getOrDefault("TERM", "").equals("dumb");
        boolean plain = dumb || !environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean terminal = stdout.equals("terminal");
        int columns = number(System.getProperty("tocsin.columns", environment.getOrDefault("COLUMNS", "")));
        return new Terminal(
                new FileInputStream(FileDescriptor.in),
                writer(FileDescriptor.out),
                writer(FileDescriptor.err),
                terminal && !plain,
                stderr.equals("terminal") && !dumb,
                terminal && columns >= 40 ? columns : PIPE,
                ZoneId.systemDefault(),
                Clock.system());
    }

    private static int number(String text) {
        return !text.isEmpty() && text.length() < 6 && text.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(text)
                : 0;
    }

    private static PrintWriter writer(FileDescriptor to) {
        return new PrintWriter(new FileOutputStream(to), true, StandardCharsets.UTF_8);
    }

    /** The text in a colour where colours are welcome. A symbol or a word beside it must carry the meaning. */
    public String paint(Colour colour, String text) {
        return colours ? "\u001b[" + colour.code() + "m" + text + "\u001b[0m" : text;
    }

    /** Asks on standard error; only a clear yes is one, and silence is none. */
    public boolean confirm(String question) throws IOException {
        err.print(question + " [y/N] ");
        err.flush();
        var answer = new StringBuilder();
        for (int c = in.read(); c >= 0 && c != '\n' && answer.length() < 16; c = in.read()) {
            answer.append((char) c);
        }
        return answer.toString().strip().matches("(?i)y|yes");
    }
}
