package org.tocsin.wire.ssh;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What an SSH client offers, as one number by which its software is known whatever its banner says. MD5 because the public lists of
 * these numbers are; it protects nothing. Source: HASSH (Salesforce, 2018); RFC 4253 section 7.1.
 */
public final class Hassh {
    private static final int KEXINIT = 20;
    private static final int COOKIE = 16;
    /** Of the name-lists: key exchange, encryption, MAC and compression from client to server. */
    private static final int[] CHOSEN = {0, 2, 4, 6};

    private static final int LISTS = 7;

    private Hassh() {}

    /** Of an unencrypted packet with its length; null if it is no whole SSH_MSG_KEXINIT. */
    public static @Nullable String of(ByteBuffer packet) {
        if (packet.remaining() < 4 + 1 + 1 + COOKIE || packet.get(5) != KEXINIT) {
            return null;
        }
        packet.position(4 + 1 + 1 + COOKIE);
        var lists = new ArrayList<String>();
        while (lists.size() < LISTS) {
            if (packet.remaining() < 4) {
                return null;
            }
            int length = packet.getInt();
            if (length < 0 || length > packet.remaining()) {
                return null;
            }
            var text = new byte[length];
            packet.get(text);
            lists.add(new String(text, StandardCharsets.ISO_8859_1));
        }
        var joined = new ArrayList<String>();
        for (int chosen : CHOSEN) {
            joined.add(lists.get(chosen));
        }
        return md5(String.join(";", joined));
    }

    private static String md5(String text) {
        try {
            var digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.ISO_8859_1));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
