package org.tocsin.edge.minipot;

import java.util.Locale;
import java.util.Set;

/**
 * An FTP server that knows nobody. What is fetched by {@code ftp://name:secret@...} waits for every answer like a person. No other connection is ever opened, whatever is asked for; and as in telnet, who does not wait to be
 * asked for the secret has not logged in. Source: RFC 959.
 */
final class Ftp implements Dialogue {
    static final int MOST_LINE = 256;
    static final int MOST_COMMANDS = 32;
    static final int MOST_TRIES = 5;

    /** Names by which everybody may ask for what is public: no log-in. */
    private static final Set<String> ANYBODY = Set.of("anonymous", "ftp");

    /** What browsers and scanners begin with, and FTP does not: what follows may be made up by a web page. */
    private static final Set<String> FOREIGN =
            Set.of("GET", "POST", "PUT", "HEAD", "OPTIONS", "DELETE", "PATCH", "CONNECT", "TRACE", "HOST:");

    private final Visit visit;
    private final Lines lines = new Lines(MOST_LINE);
    private String user = "";
    private boolean waits;
    private boolean waited;
    private int commands;
    private int tries;
    private boolean over;

    Ftp(Visit visit) {
        this.visit = visit;
    }

    @Override
    public void greet() {
        visit.say("220 FTP server ready.\r\n");
    }

    @Override
    public void hear(byte[] bytes, int at, int size) {
        for (int i = at; i < at + size && !over; i++) {
            int c = bytes[i] & 0xff;
            waits = Lines.ends(bytes, i, at + size);
            // Telnet's commands, which RFC 959 allows and nobody needs, and the first byte of TLS.
            boolean binary = c < ' ' && c != '\r' && c != '\n' && c != '\t' && c != 0;
            switch (binary ? Lines.Step.TOO_LONG : lines.add(c)) {
                case MORE -> {}
                case LINE -> line(lines.take());
                case TOO_LONG -> end("500 Command not understood.\r\n");
            }
        }
    }

    private void line(String text) {
        int blank = text.indexOf(' ');
        var verb = (blank < 0 ? text : text.substring(0, blank)).toUpperCase(Locale.ROOT);
        var argument = blank < 0 ? "" : text.substring(blank + 1);
        if (++commands > MOST_COMMANDS) {
            end("421 Too many commands.\r\n");
        } else if (FOREIGN.contains(verb)) {
            end("500 Command not understood.\r\n");
        } else {
            command(verb, argument);
        }
    }

    private void command(String verb, String argument) {
        switch (verb) {
            case "USER" -> {
                user = Lines.isName(argument) ? argument : "";
                waited = waits;
                visit.say(user.isEmpty() ? "530 Login incorrect.\r\n" : "331 Password required.\r\n");
            }
            case "PASS" -> secret(argument);
            case "QUIT" -> end("221 Goodbye.\r\n");
            case "SYST" -> visit.say("215 UNIX Type: L8\r\n");
            case "NOOP" -> visit.say("200 OK.\r\n");
            case "FEAT", "AUTH", "OPTS", "HELP", "PBSZ", "PROT" -> visit.say("502 Command not implemented.\r\n");
            case "" -> {}
            default -> visit.say("530 Please login with USER and PASS.\r\n");
        }
    }

    private void secret(String secret) {
        if (user.isEmpty()) {
            visit.say("503 Login with USER first.\r\n");
            return;
        }
        if (waited && !ANYBODY.contains(user.toLowerCase(Locale.ROOT))) {
            visit.login(user, secret, Visit.Weight.FETCHED);
        }
        user = "";
        if (++tries < MOST_TRIES) {
            visit.say("530 Login incorrect.\r\n");
        } else {
            end("421 Login incorrect.\r\n");
        }
    }

    private void end(String words) {
        visit.say(words);
        over = true;
        visit.end();
    }
}
