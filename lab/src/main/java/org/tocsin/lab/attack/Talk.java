package org.tocsin.lab.attack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.tocsin.kernel.Bytes;

/** One simulated TCP conversation, put into lines: who says what, half a round trip apart. */
final class Talk {
    private static final byte[] NOTHING = new byte[0];

    private final List<Script.Line> lines = new ArrayList<>();
    private final Host client;
    private final int clientPort;
    private final Host server;
    private final int serverPort;
    private final long halfTripNanos;
    private long now;
    private int clientNext;
    private int serverNext;
    private String next = "";

    Talk(Host client, int clientPort, Host server, int serverPort, long startNanos, long halfTripNanos, int sequence) {
        this.client = client;
        this.clientPort = clientPort;
        this.server = server;
        this.serverPort = serverPort;
        this.now = startNanos;
        this.halfTripNanos = halfTripNanos;
        this.clientNext = sequence;
        this.serverNext = Integer.reverse(sequence);
    }

    /** Says this with the next frame. */
    Talk mark(String says) {
        next = says;
        return this;
    }

    /** The handshake, both ways. */
    Talk open() {
        fromClient(Forge.SYN, NOTHING);
        clientNext++;
        fromServer(Forge.SYN | Forge.ACK, NOTHING);
        serverNext++;
        return fromClient(Forge.ACK, NOTHING);
    }

    Talk says(String text) {
        return says(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Talk says(byte[] body) {
        fromClient(Forge.PSH | Forge.ACK, body);
        clientNext += body.length;
        return this;
    }

    Talk hears(String text) {
        return hears(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Talk hears(byte[] body) {
        fromServer(Forge.PSH | Forge.ACK, body);
        serverNext += body.length;
        return this;
    }

    Talk pause(long nanos) {
        now += nanos;
        return this;
    }

    Talk close() {
        fromClient(Forge.FIN | Forge.ACK, NOTHING);
        clientNext++;
        fromServer(Forge.FIN | Forge.ACK, NOTHING);
        serverNext++;
        return fromClient(Forge.ACK, NOTHING);
    }

    long now() {
        return now;
    }

    List<Script.Line> lines() {
        return lines;
    }

    private Talk fromClient(int flags, byte[] body) {
        int acknowledged = (flags & Forge.ACK) == 0 ? 0 : serverNext;
        return add(Forge.tcp(client, clientPort, server, serverPort, clientNext, acknowledged, flags, body));
    }

    private Talk fromServer(int flags, byte[] body) {
        return add(Forge.tcp(server, serverPort, client, clientPort, serverNext, clientNext, flags, body));
    }

    private Talk add(Bytes frame) {
        lines.add(new Script.Line(now, frame, next));
        next = "";
        now += halfTripNanos;
        return this;
    }
}
