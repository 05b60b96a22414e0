package org.tocsin.wire.login;

import java.nio.charset.StandardCharsets;
import org.tocsin.wire.login.LoginListener.Outcome;

/** Reads the CONNECT of a client and the CONNACK of its broker, MQTT 3.1, 3.1.1 and 5, sections 3.1 and 3.2. */
final class MqttLogin extends LoginReader {
    /** Enough for identifier, will and credentials of real devices; a longer CONNECT is read as far as it fits. */
    private static final int MOST_CONNECT = 1024;

    private byte[] buffer = new byte[128];
    private int length;
    private boolean done;
    private int protocol = 4;
    private boolean attempted;

    MqttLogin(LoginListener listener) {
        super(listener);
    }

    /** CONNECT is followed by the protocol's name within the first bytes. */
    static boolean named(byte[] b, int at, int size) {
        for (int i = at + 2; i < at + Math.min(size - 3, 6); i++) {
            if (b[i] == 0 && (b[i + 1] == 4 || b[i + 1] == 6) && b[i + 2] == 'M') {
                return true;
            }
        }
        return false;
    }

    @Override
    public void client(byte[] b, int at, int size) {
        if (done) {
            return;
        }
        int take = Math.min(size, MOST_CONNECT - length);
        if (length + take > buffer.length) {
            buffer = java.util.Arrays.copyOf(buffer, MOST_CONNECT);
        }
        System.arraycopy(b, at, buffer, length, take);
        length += take;
        parse(take < size);
    }

    @Override
    public void server(byte[] b, int at, int size) {
        if (!attempted || size < 4 || b[at] != 0x20) {
            return;
        }
        attempted = false;
        int code = b[at + 3] & 0xff;
        boolean credentials = protocol == 5 ? code == 0x86 || code == 0x87 : code == 4 || code == 5;
        listener.outcome(code == 0 ? Outcome.ACCEPTED : credentials ? Outcome.REFUSED : Outcome.UNKNOWN);
    }

    @Override
    public void clientGap() {
        done = true;
    }

    @Override
    public void serverGap() {
        attempted = false;
    }

    /** Tries again with each piece until the packet is whole; {@code last} says that no more will fit. */
    private void parse(boolean last) {
        int at = 1;
        int remaining = 0;
        for (int shift = 0; ; shift += 7, at++) {
            if (at >= length) {
                return;
            }
            remaining |= (buffer[at] & 0x7f) << shift;
            if (buffer[at] >= 0) {
                break;
            }
            if (shift == 21) {
                done = true;
                return;
            }
        }
        int end = at + 1 + remaining;
        if (end > length && !last) {
            return;
        }
        done = true;
        connect(at + 1, Math.min(end, length));
    }

    private void connect(int from, int end) {
        int at = skipText(from, end);
        if (at < 0 || at + 4 > end) {
            return;
        }
        protocol = buffer[at] & 0xff;
        int flags = buffer[at + 1] & 0xff;
        at += 4;
        if (protocol == 5) {
            at = skipProperties(at, end);
        }
        at = skipText(at, end);
        if ((flags & 4) != 0) {
            at = protocol == 5 ? skipProperties(at, end) : at;
            at = skipText(skipText(at, end), end);
        }
        int user = at;
        int secret = (flags & 0x80) != 0 ? skipText(at, end) : at;
        if (at < 0 || secret < 0 || ((flags & 0x40) != 0 && skipText(secret, end) < 0)) {
            return;
        }
        attempted = true;
        listener.attempt(text((flags & 0x80) != 0, user), text((flags & 0x40) != 0, secret));
    }

    private String text(boolean given, int at) {
        return given ? new String(buffer, at + 2, Math.min(u16(at), MOST_TEXT), StandardCharsets.ISO_8859_1) : "";
    }

    private int u16(int at) {
        return (buffer[at] & 0xff) << 8 | (buffer[at + 1] & 0xff);
    }

    /** Behind a text with a length of two bytes, or -1. */
    private int skipText(int at, int end) {
        if (at < 0 || at + 2 > end || at + 2 + u16(at) > end) {
            return -1;
        }
        return at + 2 + u16(at);
    }

    private int skipProperties(int from, int end) {
        int length = 0;
        int at = from;
        for (int shift = 0; shift < 28; shift += 7) {
            if (at < 0 || at >= end) {
                return -1;
            }
            byte b = buffer[at++];
            length |= (b & 0x7f) << shift;
            if (b >= 0) {
                return length > end - at ? -1 : at + length;
            }
        }
        return -1;
    }
}
