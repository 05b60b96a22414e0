package org.tocsin.wire.login;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.tocsin.wire.login.LoginListener.Outcome;

/** Reads {@code Authorization: Basic} of requests and the status of their answers, on a connection that may carry many. */
final class HttpLogin extends LoginReader {
    /** Of a line so much is looked at; a pair that is read at all fits, and what is before and behind the line may be of any length. */
    private static final int MOST_LINE = 512;

    private static final String[] METHODS = {"GET ", "POST", "PUT ", "HEAD", "DELE", "OPTI", "PATC"};
    private static final String FIELD = "authorization:";
    private static final String SCHEME = "basic";

    private final byte[] line = new byte[MOST_LINE];
    private int length;
    /** Between a request's first line and the blank one behind its fields. */
    private boolean inHead;

    private boolean spoilt;
    private boolean attempted;

    HttpLogin(LoginListener listener) {
        super(listener);
    }

    /** Blank lines before a request are passed over (RFC 9112, section 2.2). */
    static boolean method(byte[] b, int at, int size) {
        int from = at;
        while (from < at + size && (b[from] == '\r' || b[from] == '\n')) {
            from++;
        }
        if (size - (from - at) < 4) {
            return false;
        }
        for (var method : METHODS) {
            if (b[from] == method.charAt(0)
                    && b[from + 1] == method.charAt(1)
                    && b[from + 2] == method.charAt(2)
                    && b[from + 3] == method.charAt(3)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void client(byte[] b, int at, int size) {
        for (int i = at; i < at + size; i++) {
            if (b[i] != '\n') {
                if (length < MOST_LINE) {
                    line[length++] = b[i];
                }
            } else {
                int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
                if (!spoilt) {
                    line(end);
                }
                spoilt = false;
                length = 0;
            }
        }
    }

    private void line(int end) {
        if (!inHead) {
            inHead = method(line, 0, end);
        } else if (end == 0) {
            inHead = false;
        } else if (starts(FIELD, 0, end)) {
            field(end);
        }
    }

    /** RFC 9110, sections 5.5 and 11.4: blanks around the value, one or more behind the scheme. */
    private void field(int end) {
        int scheme = blanks(FIELD.length(), end);
        int value = blanks(scheme + SCHEME.length(), end);
        if (!starts(SCHEME, scheme, end) || value == scheme + SCHEME.length()) {
            return;
        }
        String pair;
        try {
            var text = new String(line, value, end - value, StandardCharsets.ISO_8859_1);
            pair = new String(Base64.getDecoder().decode(text.strip()), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException garbage) {
            return;
        }
        int colon = pair.indexOf(':');
        if (colon >= 0) {
            attempted = true;
            listener.attempt(pair.substring(0, colon), pair.substring(colon + 1));
        }
    }

    /** Whether the line has that word there, in small letters or capitals. */
    private boolean starts(String word, int from, int end) {
        boolean same = end - from >= word.length();
        for (int i = 0; same && i < word.length(); i++) {
            byte c = line[from + i];
            same = (c >= 'A' && c <= 'Z' ? c + 32 : c) == word.charAt(i);
        }
        return same;
    }

    private int blanks(int from, int end) {
        int at = from;
        while (at < end && (line[at] == ' ' || line[at] == '\t')) {
            at++;
        }
        return at;
    }

    @Override
    public void server(byte[] b, int at, int size) {
        if (!attempted || size < 12 || b[at] != 'H' || b[at + 1] != 'T' || b[at + 2] != 'T' || b[at + 3] != 'P') {
            return;
        }
        attempted = false;
        int code = (b[at + 9] - '0') * 100 + (b[at + 10] - '0') * 10 + b[at + 11] - '0';
        listener.outcome(
                code == 401 || code == 403 || code == 407
                        ? Outcome.REFUSED
                        : code >= 200 && code < 400 ? Outcome.ACCEPTED : Outcome.UNKNOWN);
    }

    @Override
    public void clientGap() {
        spoilt = true;
    }

    @Override
    public void serverGap() {
        attempted = false;
    }
}
