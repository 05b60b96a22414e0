package org.tocsin.edge.minipot;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.tocsin.wire.ssh.Hassh;

/**
 * An SSH server that is too busy: its banner, the client's banner and offer, a polite disconnect before any key is exchanged. No
 * secret can come this way, so it tells of software and never of a log-in. Source: RFC 4253, sections 4.2, 6, 11.1.
 */
final class Ssh implements Dialogue {
    static final int MOST_OFFER = 4_096;

    private static final int MOST_BANNER = 255;
    /** Of the banner, beside the fingerprint: a long one must not push it out of sight. */
    private static final int MOST_SHOWN = 56;

    private static final int HEADER = 4;
    private static final int DISCONNECT = 1;
    private static final int TOO_MANY_CONNECTIONS = 12;
    private static final int BLOCK = 8;
    private static final byte[] BUSY = disconnect("Too many connections");

    private final Visit visit;
    private final Lines lines = new Lines(MOST_BANNER);
    private String banner = "";
    private final ByteArrayOutputStream offer = new ByteArrayOutputStream();
    /** Of the packet, once its first bytes have told; a packet without anything in it is none. */
    private int length = MOST_OFFER;

    private boolean over;

    Ssh(Visit visit) {
        this.visit = visit;
    }

    @Override
    public void greet() {
        visit.say("SSH-2.0-dropbear_2019.78\r\n");
    }

    @Override
    public void hear(byte[] bytes, int at, int size) {
        for (int i = at; i < at + size && !over; i++) {
            if (banner.isEmpty()) {
                banner(bytes[i] & 0xff);
            } else {
                packet(bytes[i]);
            }
        }
    }

    private void banner(int c) {
        // The banner ends with its newline: what follows is binary, and a return there is one of its bytes.
        var step = c == '\r' ? Lines.Step.MORE : lines.add(c);
        switch (step) {
            case MORE -> {}
            case TOO_LONG -> end();
            case LINE -> {
                var text = lines.take();
                if (text.startsWith("SSH-")) {
                    banner = text;
                    visit.software(text);
                } else {
                    end();
                }
            }
        }
    }

    private void packet(byte c) {
        offer.write(c);
        if (offer.size() == HEADER) {
            length = ByteBuffer.wrap(offer.toByteArray()).getInt();
        }
        if (length < 0 || length > MOST_OFFER) {
            goodbye();
        } else if (offer.size() == HEADER + length) {
            hassh(offer.toByteArray());
            goodbye();
        }
    }

    private void hassh(byte[] packet) {
        @Nullable String fingerprint = Hassh.of(ByteBuffer.wrap(packet));
        if (fingerprint != null) {
            var shown = banner.substring(0, Math.min(banner.length(), MOST_SHOWN));
            visit.software(shown + " hassh " + fingerprint);
        }
    }

    private void goodbye() {
        visit.say(BUSY);
        end();
    }

    private void end() {
        over = true;
        visit.end();
    }

    /** An unencrypted packet: length, padding to whole blocks, SSH_MSG_DISCONNECT. */
    private static byte[] disconnect(String why) {
        var text = why.getBytes(StandardCharsets.US_ASCII);
        int payload = 1 + 4 + 4 + text.length + 4;
        int padding = BLOCK - (HEADER + 1 + payload) % BLOCK;
        padding += padding < 4 ? BLOCK : 0;
        return ByteBuffer.allocate(HEADER + 1 + payload + padding)
                .putInt(1 + payload + padding)
                .put((byte) padding)
                .put((byte) DISCONNECT)
                .putInt(TOO_MANY_CONNECTIONS)
                .putInt(text.length)
                .put(text)
                .putInt(0)
                .array();
    }
}
