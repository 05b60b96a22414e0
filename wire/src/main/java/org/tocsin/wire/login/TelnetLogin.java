package org.tocsin.wire.login;

import java.nio.charset.StandardCharsets;
import org.tocsin.wire.login.LoginListener.Outcome;

/**
 * Follows a telnet log-in: a prompt for a name, a line, a prompt for a secret, a line, and what the server says to it.
 * Negotiation (RFC 854, 855) is cut out. If nothing of the server is captured, the first two lines are the attempt.
 */
final class TelnetLogin extends LoginReader {
    private static final int IAC = 255;
    private static final int SE = 240;
    private static final int SB = 250;
    /** The option whose values may be any byte (RFC 1073). */
    private static final int WINDOW_SIZE = 31;

    private static final int WINDOW_BYTES = 4;

    private static final int BACKSPACE = 8;
    private static final int KILL = 21;
    private static final int LITERAL = 22;
    private static final int ERASE_WORD = 23;
    private static final int DELETE = 127;
    /** Where in a negotiation a direction stands. */
    private static final int PLAIN = 0;

    private static final int COMMAND = 1;
    private static final int OPTION = 2;
    private static final int SUB = 3;
    private static final int SUB_COMMAND = 4;

    /** Text after a secret that is looked through for a shell or a refusal. */
    private static final int MOST_ANSWER = 4096;

    private static final String[] NAME_PROMPTS = {
        "login:", "username:", "user name:", "user:", "account:", "login name:"
    };
    private static final String[] REFUSALS = {
        "incorrect", "invalid", "failed", "failure", "denied", "bad ", "wrong", "error", "not authorized", "try again"
    };
    private static final String[] WELCOMES = {"last login", "welcome", "busybox", "built-in shell"};

    private enum Expect {
        /** Nothing was asked for yet. */
        PROMPT,
        NAME,
        SECRET,
        ANSWER,
        INSIDE
    }

    private final byte[] line = new byte[MOST_TEXT];
    private int lineLength;
    private final byte[] tail = new byte[MOST_TEXT];
    private int tailLength;
    private int clientMode = PLAIN;
    private int serverMode = PLAIN;
    private Expect expect = Expect.PROMPT;
    private String user = "";
    private int answered;
    /** What is typed before the answer is echoed into it, and is no answer. */
    private final StringBuilder ahead = new StringBuilder();

    private boolean serverSeen;
    private boolean afterReturn;
    private boolean afterLiteral;
    /** Of the negotiation in hand: what it is about, and how long the line was before it. */
    private int subOption;

    private int windowBytes;
    private int beforeSub;

    TelnetLogin(LoginListener listener) {
        super(listener);
    }

    /** IAC and a command that only telnet begins with. */
    static boolean negotiates(byte[] b, int at) {
        int command = b[at + 1] & 0xff;
        return (b[at] & 0xff) == IAC && command >= SB && command <= 254;
    }

    static boolean greets(byte[] b, int at, int size) {
        if (size >= 2 && negotiates(b, at)) {
            return true;
        }
        int from = Math.max(0, size - MOST_TEXT);
        var text =
                new String(b, at + from, size - from, StandardCharsets.ISO_8859_1).toLowerCase(java.util.Locale.ROOT);
        return asksName(text.stripTrailing());
    }

    private static boolean asksName(String text) {
        for (var prompt : NAME_PROMPTS) {
            if (text.endsWith(prompt)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void client(byte[] b, int at, int size) {
        for (int i = at; i < at + size; i++) {
            int c = b[i] & 0xff;
            int before = clientMode;
            clientMode = negotiate(clientMode, c);
            if (before == PLAIN && clientMode == PLAIN) {
                typed(c);
            } else {
                negotiated(before, c);
            }
        }
    }

    @Override
    public void server(byte[] b, int at, int size) {
        serverSeen = true;
        for (int i = at; i < at + size; i++) {
            int c = b[i] & 0xff;
            int before = serverMode;
            serverMode = negotiate(serverMode, c);
            if (before == PLAIN && serverMode == PLAIN && c != 0) {
                say((byte) (c >= 'A' && c <= 'Z' ? c + 32 : c));
            }
        }
        if (expect != Expect.INSIDE) {
            heard();
        }
    }

    @Override
    public void clientGap() {
        clientMode = PLAIN;
        lineLength = 0;
    }

    @Override
    public void serverGap() {
        serverMode = PLAIN;
        tailLength = 0;
    }

    /** One byte of RFC 854 commands; {@link #PLAIN} in and out means text. */
    private static int negotiate(int mode, int c) {
        return switch (mode) {
            case COMMAND -> c == SB ? SUB : c > SB && c < IAC ? OPTION : PLAIN;
            case SUB -> c == IAC ? SUB_COMMAND : SUB;
            case SUB_COMMAND -> c == SE ? PLAIN : SUB;
            case OPTION -> PLAIN;
            default -> c == IAC ? COMMAND : PLAIN;
        };
    }

    /**
     * A negotiation that has no end swallows nothing: servers that skip a few bytes of it read the rest as what was typed. So its bytes are
     * a line until it ends, and a line that ends first is one. The window's size may hold any byte.
     */
    private void negotiated(int before, int c) {
        if (before == COMMAND && c == SB) {
            beforeSub = lineLength;
            subOption = -1;
        } else if (before == SUB && clientMode == SUB) {
            if (subOption < 0) {
                subOption = c;
                windowBytes = c == WINDOW_SIZE ? WINDOW_BYTES : 0;
            } else if (windowBytes > 0) {
                windowBytes--;
            } else if (c == '\r' || c == '\n') {
                clientMode = PLAIN;
                typed(c);
            } else if (c >= ' ' && lineLength < line.length) {
                line[lineLength++] = (byte) c;
            }
        } else if (before == SUB_COMMAND && c == SE) {
            lineLength = beforeSub;
        }
    }

    /** As a terminal in canonical mode edits it (termios(3)): erase, erase a word, kill the line, take the next as it is. */
    private boolean edits(int c) {
        switch (c) {
            case BACKSPACE, DELETE -> lineLength = Math.max(0, lineLength - 1);
            case KILL -> lineLength = 0;
            case ERASE_WORD -> {
                while (lineLength > 0 && line[lineLength - 1] == ' ') {
                    lineLength--;
                }
                while (lineLength > 0 && line[lineLength - 1] != ' ') {
                    lineLength--;
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void typed(int c) {
        boolean literal = afterLiteral;
        afterLiteral = !literal && c == LITERAL;
        if (expect == Expect.ANSWER && ahead.length() < MOST_TEXT && c >= ' ') {
            ahead.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c));
        }
        if (afterLiteral || (!literal && edits(c))) {
            afterReturn = false;
            return;
        }
        boolean end = c == '\r' || c == '\n';
        if (end && !(c == '\n' && afterReturn)) {
            entered(new String(line, 0, lineLength, StandardCharsets.ISO_8859_1));
            lineLength = 0;
        } else if (c >= ' ' && lineLength < line.length) {
            line[lineLength++] = (byte) c;
        }
        afterReturn = c == '\r';
    }

    private void entered(String text) {
        switch (expect) {
            case NAME -> name(text);
            case SECRET -> secret(text);
            case PROMPT -> {
                if (!serverSeen) {
                    name(text);
                    expect = Expect.SECRET;
                }
            }
            case ANSWER, INSIDE -> {}
        }
    }

    private void name(String text) {
        user = text;
        expect = serverSeen ? Expect.PROMPT : Expect.SECRET;
        tailLength = 0;
    }

    private void secret(String text) {
        listener.attempt(user, text);
        expect = Expect.ANSWER;
        ahead.setLength(0);
        answered = 0;
        tailLength = 0;
    }

    private void say(byte c) {
        answered++;
        if (tailLength == tail.length) {
            System.arraycopy(tail, 1, tail, 0, --tailLength);
        }
        tail[tailLength++] = c;
    }

    private void heard() {
        var text = new String(tail, 0, tailLength, StandardCharsets.ISO_8859_1).stripTrailing();
        if (expect == Expect.ANSWER) {
            answer(ahead.isEmpty() ? text : text.replace(ahead, ""));
        }
        if (text.endsWith("password:") || text.endsWith("passwd:") || text.endsWith("passcode:")) {
            expect = Expect.SECRET;
        } else if (asksName(text)) {
            expect = Expect.NAME;
            lineLength = 0;
        }
    }

    private void answer(String text) {
        if (shell(text)) {
            listener.outcome(Outcome.ACCEPTED);
            expect = Expect.INSIDE;
        } else if (any(text, REFUSALS) || asksName(text) || text.endsWith("password:")) {
            listener.outcome(Outcome.REFUSED);
            expect = Expect.PROMPT;
        } else if (any(text, WELCOMES)) {
            listener.outcome(Outcome.ACCEPTED);
            expect = Expect.INSIDE;
        } else if (answered > MOST_ANSWER) {
            listener.outcome(Outcome.UNKNOWN);
            expect = Expect.INSIDE;
        }
    }

    private static boolean any(String text, String[] words) {
        for (var word : words) {
            if (text.contains(word)) {
                return true;
            }
        }
        return false;
    }

    private static boolean shell(String text) {
        return text.endsWith("#") || text.endsWith("$") || text.endsWith(">") || text.endsWith("%");
    }
}
