package org.tocsin.wire.login;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.tocsin.wire.login.LoginListener.Outcome;

/**
 * Reads USER and PASS of an FTP client, and the server's answers (RFC 959, section 4). Who asks for what is public, as
 * {@code anonymous}, does not log in (RFC 1635). After {@code AUTH TLS} (RFC 4217) nothing is left to read.
 */
final class FtpLogin extends LoginReader {
    /** Longest line that is gathered: longer ones are read as far as it fits. */
    private static final int MOST_LINE = 256;

    private static final Set<String> ANYBODY = Set.of("anonymous", "ftp");
    private static final int ACCEPTED = 230;
    private static final int ACCEPTED_ALREADY = 202;
    private static final int WANTS_ACCOUNT = 332;
    private static final int REFUSED = 530;
    private static final int SECURE = 234;

    private final Line commands = new Line();
    private final Line replies = new Line();
    private String user = "";
    private boolean attempted;
    private boolean over;

    FtpLogin(LoginListener listener) {
        super(listener);
    }

    /** A server that is ready (220). SMTP begins so too, and has no commands that this would read. */
    static boolean greets(byte[] b, int at, int size) {
        return size >= 4
                && b[at] == '2'
                && b[at + 1] == '2'
                && b[at + 2] == '0'
                && (b[at + 3] == ' ' || b[at + 3] == '-');
    }

    @Override
    public void client(byte[] b, int at, int size) {
        for (int i = at; i < at + size && !over; i++) {
            if (commands.ends(b[i])) {
                command(commands.take());
            }
        }
    }

    private void command(String line) {
        int blank = line.indexOf(' ');
        var verb = blank < 0 ? line : line.substring(0, blank);
        var argument = blank < 0 ? "" : line.substring(blank + 1);
        switch (verb.toUpperCase(Locale.ROOT)) {
            case "USER" -> user = kept(argument);
            case "PASS" -> {
                if (!user.isEmpty() && !ANYBODY.contains(user.toLowerCase(Locale.ROOT))) {
                    attempted = true;
                    listener.attempt(user, kept(argument));
                }
                user = "";
            }
            default -> {}
        }
    }

    private static String kept(String text) {
        return text.substring(0, Math.min(text.length(), MOST_TEXT));
    }

    @Override
    public void server(byte[] b, int at, int size) {
        for (int i = at; i < at + size && !over; i++) {
            if (replies.ends(b[i])) {
                reply(code(replies.take()));
            }
        }
    }

    /** Of a reply's last line, or 0. */
    private static int code(String line) {
        boolean last = line.length() == 3 || (line.length() > 3 && line.charAt(3) == ' ');
        if (!last) {
            return 0;
        }
        int code = 0;
        for (int i = 0; i < 3; i++) {
            int digit = line.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            code = 10 * code + digit;
        }
        return code;
    }

    private void reply(int code) {
        if (code == SECURE) {
            over = true;
        } else if (attempted && code >= 200) {
            attempted = false;
            listener.outcome(
                    switch (code) {
                        case ACCEPTED, ACCEPTED_ALREADY, WANTS_ACCOUNT -> Outcome.ACCEPTED;
                        case REFUSED -> Outcome.REFUSED;
                        default -> Outcome.UNKNOWN;
                    });
        }
    }

    @Override
    public void clientGap() {
        commands.spoil();
        user = "";
    }

    @Override
    public void serverGap() {
        replies.spoil();
        attempted = false;
    }

    /** A line as it comes. One of which bytes are missing is no line. */
    private static final class Line {
        private final byte[] bytes = new byte[MOST_LINE];
        private int length;
        private boolean spoilt;

        /** Takes a byte in; whether a line is whole. */
        boolean ends(byte b) {
            if (b != '\n') {
                if (length < MOST_LINE) {
                    bytes[length++] = b;
                }
                return false;
            }
            boolean whole = !spoilt;
            if (spoilt) {
                length = 0;
            }
            spoilt = false;
            return whole;
        }

        String take() {
            int end = length > 0 && bytes[length - 1] == '\r' ? length - 1 : length;
            length = 0;
            return new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
        }

        void spoil() {
            spoilt = true;
        }
    }
}
