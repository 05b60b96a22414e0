package org.tocsin.edge.minipot;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.tocsin.wire.http.HttpHead;

/**
 * The web page of a device: 401 to everything, with a form that posts back. One request a connection. What a browser can be made to
 * send by somebody else's page is not taken for a log-in, see {@link HttpLogins}. Source: RFC 9110, 9112; RFC 7617.
 */
final class Http implements Dialogue {
    static final int MOST_HEAD = 4_096;
    static final int MOST_BODY = 2_048;

    private static final String PAGE = """
            <html><head><title>Login</title></head><body><form method="post" action="/login">
            <input name="username"><input name="password" type="password"><input type="submit" value="Login">
            </form></body></html>
            """;

    private final Visit visit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int ends;
    private int bodyLength = -1;
    private HttpHead head = new HttpHead("", "", 0, java.util.Map.of());
    private boolean over;

    Http(Visit visit) {
        this.visit = visit;
    }

    @Override
    public void greet() {}

    @Override
    public void hear(byte[] in, int at, int size) {
        for (int i = at; i < at + size && !over; i++) {
            bytes.write(in[i]);
            if (bodyLength >= 0) {
                whole();
            } else {
                head(in[i] & 0xff);
            }
        }
    }

    /** A head ends with an empty line; returns may be missing. */
    private void head(int c) {
        ends = c == '\n' ? ends + 1 : c == '\r' ? ends : 0;
        boolean first = bytes.size() == 1;
        if ((first && (c < 'A' || c > 'Z')) || bytes.size() > MOST_HEAD) {
            answer("400 Bad Request", false);
        } else if (ends == 2) {
            begin();
        }
    }

    private void begin() {
        var read = HttpHead.read(bytes.toByteArray(), 0, bytes.size());
        if (read == null || read.method().isEmpty()) {
            answer("400 Bad Request", false);
            return;
        }
        head = read;
        bytes.reset();
        visit.software(head.header("user-agent"));
        var length = head.header("content-length");
        bodyLength = length.matches("[0-9]{1,6}") ? Integer.parseInt(length) : 0;
        if (bodyLength > MOST_BODY) {
            answer("413 Content Too Large", false);
        } else {
            whole();
        }
    }

    private void whole() {
        if (bytes.size() == bodyLength) {
            HttpLogins.read(head, bytes.toString(StandardCharsets.ISO_8859_1), visit);
            answer("401 Unauthorized", !head.method().equals("HEAD"));
        }
    }

    private void answer(String status, boolean page) {
        var body = page ? PAGE : "";
        visit.say("HTTP/1.1 " + status + "\r\nServer: mini_httpd/1.19\r\n"
                + "WWW-Authenticate: Basic realm=\"Login\"\r\nContent-Type: text/html\r\nContent-Length: "
                + body.length() + "\r\nConnection: close\r\n\r\n" + body);
        over = true;
        visit.end();
    }
}
