package org.tocsin.edge.minipot;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A telnet log-in as BusyBox offers it to the bots of the Mirai family: negotiation, a name, a secret, {@code Login incorrect}.
 * Nothing is echoed, nobody gets in. A name and a secret in one piece are no log-in: scanners' probes come so, and what a server can be
 * made to send by a link; a guesser waits to be asked. Source: RFC 854, 855, 857, 858.
 */
final class Telnet implements Dialogue {
    static final int MOST_LINE = 128;
    static final int MOST_TRIES = 5;
    static final int MOST_LINES = 32;
    /** An answer to a negotiation may be answered: the bound ends the loop that RFC 854 warns of. */
    static final int MOST_ANSWERS = 16;

    private static final int SE = 240;
    private static final int SB = 250;
    private static final int WILL = 251;
    private static final int WONT = 252;
    private static final int DO = 253;
    private static final int DONT = 254;
    private static final int IAC = 255;
    private static final int ECHO = 1;
    private static final int GO_AHEAD = 3;
    private static final int WINDOW = 31;
    /** As telnetd of BusyBox begins: DO ECHO, DO NAWS, WILL ECHO, WILL SUPPRESS-GO-AHEAD. */
    private static final byte[] OFFER = {
        (byte) IAC,
        (byte) DO,
        ECHO,
        (byte) IAC,
        (byte) DO,
        WINDOW,
        (byte) IAC,
        (byte) WILL,
        ECHO,
        (byte) IAC,
        (byte) WILL,
        GO_AHEAD
    };

    /** What bots type once they believe they are in, without looking. */
    private static final Set<String> SHELL = Set.of("enable", "system", "shell", "sh", "linuxshell");

    private static final Pattern TOKEN = Pattern.compile(".{0,64}busybox ([A-Za-z0-9]{2,16})");

    private enum Mode {
        TEXT,
        COMMAND,
        OPTION,
        SUB,
        SUB_COMMAND
    }

    private final Visit visit;
    private final Lines lines = new Lines(MOST_LINE);
    private Mode mode = Mode.TEXT;
    private int command;
    private int answers;
    private int heard;
    private int tries;
    private String user = "";
    private boolean waits;
    private boolean waited;
    private boolean over;

    Telnet(Visit visit) {
        this.visit = visit;
    }

    @Override
    public void greet() {
        visit.say(OFFER);
        visit.say("\r\nlogin: ");
    }

    @Override
    public void hear(byte[] bytes, int at, int size) {
        for (int i = at; i < at + size && !over; i++) {
            int c = bytes[i] & 0xff;
            waits = Lines.ends(bytes, i, at + size);
            switch (mode) {
                case TEXT -> text(c);
                case COMMAND -> command(c);
                case OPTION -> option(c);
                case SUB -> mode = c == IAC ? Mode.SUB_COMMAND : Mode.SUB;
                case SUB_COMMAND -> mode = c == SE ? Mode.TEXT : Mode.SUB;
            }
        }
    }

    private void text(int c) {
        if (c == IAC) {
            mode = Mode.COMMAND;
        } else {
            type(c);
        }
    }

    private void command(int c) {
        command = c;
        mode = switch (c) {
            case WILL, WONT, DO, DONT -> Mode.OPTION;
            case SB -> Mode.SUB;
            default -> Mode.TEXT;
        };
        if (c == IAC) {
            type(c);
        }
    }

    /** Refuses whatever was not offered; an agreement to what was is no question. */
    private void option(int option) {
        mode = Mode.TEXT;
        boolean asked = command == DO && option != ECHO && option != GO_AHEAD;
        boolean offered = command == WILL && option != ECHO && option != WINDOW;
        if ((asked || offered) && answers++ < MOST_ANSWERS) {
            visit.say(new byte[] {(byte) IAC, (byte) (asked ? WONT : DONT), (byte) option});
        }
    }

    private void type(int c) {
        if (c == 3 || c == 4) {
            end();
            return;
        }
        switch (lines.add(c)) {
            case MORE -> {}
            case LINE -> line(lines.take());
            case TOO_LONG -> end();
        }
    }

    private void line(String text) {
        var token = TOKEN.matcher(text);
        if (token.matches()) {
            visit.token(token.group(1));
            end();
        } else if (++heard > MOST_LINES) {
            end();
        } else if (user.isEmpty()) {
            name(text);
        } else {
            secret(text);
        }
    }

    /** A request of HTTP, SIP or whatever else a browser or a scanner sends is no name, and the rest of it is not read. */
    private void name(String text) {
        if (text.isEmpty() || SHELL.contains(text)) {
            visit.say("\r\nlogin: ");
        } else if (Lines.isName(text)) {
            user = text;
            waited = waits;
            visit.say("\r\nPassword: ");
        } else {
            end();
        }
    }

    private void secret(String text) {
        if (waited) {
            // Silence is a secret too, of some makers; and what a probe ends with.
            visit.login(user, text, Visit.Weight.IF_LISTED);
        }
        user = "";
        visit.say("\r\nLogin incorrect\r\n");
        if (++tries < MOST_TRIES) {
            visit.say("login: ");
        } else {
            end();
        }
    }

    private void end() {
        over = true;
        visit.end();
    }
}
