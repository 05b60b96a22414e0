package org.tocsin.wire.login;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.tocsin.wire.login.LoginListener.Outcome;

/** Reads {@code Authorization: Basic} of requests and the status of their answers, on a connection that may carry many. */
final class HttpLogin extends LoginReader {
    /** Longest head of a request that is gathered; browsers send less, and the header in question comes early. */
    private static final int MOST_HEAD = 2048;

    private static final String[] METHODS = {"GET ", "POST", "PUT ", "HEAD", "DELE", "OPTI", "PATC"};
    private static final String HEADER = "\r\nauthorization: basic ";

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
            if (!method(b, at, size)) {
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
        if (take < size || ends(from)) {
            gathering = false;
            request();
        }
    }

    private boolean ends(int from) {
        for (int i = from; i + 3 < length; i++) {
            if (head[i] == '\r' && head[i + 1] == '\n' && head[i + 2] == '\r' && head[i + 3] == '\n') {
                return true;
            }
        }
        return false;
    }

    private void request() {
        var text = new String(head, 0, length, StandardCharsets.ISO_8859_1);
        int at = text.toLowerCase(Locale.ROOT).indexOf(HEADER);
        if (at < 0) {
            return;
        }
        int from = at + HEADER.length();
        int end = text.indexOf('\r', from);
        if (end < 0 || end - from > 4 * MOST_TEXT) {
            return;
        }
        String pair;
        try {
            pair = new String(
                    Base64.getDecoder().decode(text.substring(from, end).strip()), StandardCharsets.ISO_8859_1);
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
