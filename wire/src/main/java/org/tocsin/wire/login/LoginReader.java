package org.tocsin.wire.login;

import org.jspecify.annotations.Nullable;

/** Reads one connection, told of the bytes of both directions in order, each once. */
public abstract sealed class LoginReader permits TelnetLogin, MqttLogin, HttpLogin, FtpLogin {
    /** Longest user name or secret that is kept while it is read. */
    static final int MOST_TEXT = 64;

    final LoginListener listener;

    LoginReader(LoginListener listener) {
        this.listener = listener;
    }

    /** As people call it. */
    public final String protocol() {
        return switch (this) {
            case TelnetLogin _ -> "telnet";
            case MqttLogin _ -> "MQTT";
            case HttpLogin _ -> "HTTP";
            case FtpLogin _ -> "FTP";
        };
    }

    /** Whether clients of this protocol bring a pair that was set once: nobody types it, and an honest one has no other to try. */
    public final boolean isUnattended() {
        return this instanceof MqttLogin;
    }

    /** Whether somebody else may have chosen the pair: whoever may name a URL to a server has it log in as he likes. */
    public final boolean isFetched() {
        return this instanceof HttpLogin || this instanceof FtpLogin;
    }

    /** Whether its server asks, so that nothing else that it says makes it another protocol. */
    public final boolean isAsked() {
        return this instanceof TelnetLogin || this instanceof FtpLogin;
    }

    /** The client sent bytes. */
    public abstract void client(byte[] bytes, int at, int size);

    /** The server sent bytes. */
    public abstract void server(byte[] bytes, int at, int size);

    /** Bytes of the client were not captured or are lost. */
    public abstract void clientGap();

    /** Bytes of the server were not captured or are lost. */
    public abstract void serverGap();

    /**
     * Chooses a reader by the first bytes that a client sends.
     *
     * @return null if they are of no protocol whose clients speak first
     */
    public static @Nullable LoginReader forClient(byte[] bytes, int at, int size, LoginListener listener) {
        if (size >= 2 && bytes[at] == 0x10 && (size < 6 || MqttLogin.named(bytes, at, size))) {
            return new MqttLogin(listener);
        }
        if (HttpLogin.method(bytes, at, size)) {
            return new HttpLogin(listener);
        }
        return size >= 2 && TelnetLogin.negotiates(bytes, at) ? new TelnetLogin(listener) : null;
    }

    /** Whether {@link #forClient} knows the first bytes of a client for sure: more of them will not change its choice. */
    public static boolean knows(byte[] bytes, int at, int size) {
        return HttpLogin.method(bytes, at, size)
                || (size >= 6 && bytes[at] == 0x10 && MqttLogin.named(bytes, at, size))
                || (size >= 2 && TelnetLogin.negotiates(bytes, at));
    }

    /** Chooses a reader by the first bytes that a server sends: those of FTP and telnet speak first and are read. */
    public static @Nullable LoginReader forServer(byte[] bytes, int at, int size, LoginListener listener) {
        if (FtpLogin.greets(bytes, at, size)) {
            return new FtpLogin(listener);
        }
        return TelnetLogin.greets(bytes, at, size) ? new TelnetLogin(listener) : null;
    }
}
