package org.tocsin.wire.login;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.tocsin.wire.login.LoginListener.Outcome;

/** Reads {@code Authorization: Basic} of requests and the status of their answers, on a connection that may carry many. */
final class HttpLogin extends LoginReader {
    /** Longest head of a request that is gathered; browsers send less, and the header in question comes early. */
    private static final int MOST_HEAD = 2048;

    /** Bytes by which a method is known. */
    private static final int SHORTEST = 4;

    private static final String[] METHODS = {"GET ", "POST", "PUT ", "HEAD", "DELE", "OPTI", "PATC"};
    /** RFC 9110, sections 5.5 and 11.4; lines that end in a bare newline are read by servers too (RFC 9112, section 2.2). */
    private static final Pattern HEADER =
            Pattern.compile("\\nauthorization:[ \\t]*basic[ \\t]+([^\\r\\n]*)[\\r\\n]", Pattern.CASE_INSENSITIVE);

    private byte[] head = new byte[256];
    private int length;
    private boolean gathering;
    private boolean attempted;

    HttpLogin(LoginListener listener) {
        super(listener);
    }

    static boolean method(byte[] b, int at, int size) {
        if (size < 4) {
            return false;
        }
        for (var method : METHODS) {
            if (b[at] == method.charAt(0)
                    && b[at + 1] == method.charAt(1)
                    && b[at + 2] == method.charAt(2)
                    && b[at + 3] == method.charAt(3)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void client(byte[] b, int at, int size) {
        if (!gathering) {
            if (size >= SHORTEST && !method(b, at, size)) {
                return;
            }
            gathering = true;
            length = 0;
        }
        int take = Math.min(size, MOST_HEAD - length);
        if (length + take > head.length) {
            head = java.util.Arrays.copyOf(head, MOST_HEAD);
        }
        int from = Math.max(0, length - 3);
        System.arraycopy(b, at, head, length, take);
        length += take;
        if (length >= SHORTEST && !method(head, 0, length)) {
            gathering = false;
            return;
        }
        if (take < size || ends(from)) {
            gathering = false;
            request();
        }
    }

    private boolean ends(int from) {
        for (int i = from; i + 1 < length; i++) {
            int next = head[i + 1] == '\r' && i + 2 < length ? i + 2 : i + 1;
            if (head[i] == '\n' && head[next] == '\n') {
                return true;
            }
        }
        return false;
    }

    private void request() {
        var text = new String(head, 0, length, StandardCharsets.ISO_8859_1);
        var header = HEADER.matcher(text);
        if (!header.find() || header.end(1) - header.start(1) > 4 * MOST_TEXT) {
            return;
        }
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(header.group(1).strip()), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException garbage) {
            return;
        }
        int colon = pair.indexOf(':');
        if (colon >= 0) {
            attempted = true;
            listener.attempt(pair.substring(0, colon), pair.substring(colon + 1));
        }
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
        gathering = false;
    }

    @Override
    public void serverGap() {
        attempted = false;
    }
}
