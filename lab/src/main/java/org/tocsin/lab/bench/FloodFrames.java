package org.tocsin.lab.bench;

import java.nio.ByteBuffer;
import org.tocsin.wire.packet.Packet;

/** Frames of a flood, each made of one template, and pings of those whom it must not hide. */
final class FloodFrames {
    private static final int MAC = 6;
    private static final int SOURCE = 26;
    private static final int TARGET = 30;
    private static final int PORT = 34;
    private static final int SEQUENCE = 38;
    private static final int SYN_AT = 47;
    private static final int FORGED = 1_000_000;

    /** Who floods whom. */
    enum Flood {
        ONE_DEVICE("one device"),
        FORGED_OUTSIDE("a million forged sources"),
        FORGED_INSIDE("a device in a million names");

        private final String words;

        Flood(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private final Flood flood;
    private final ByteBuffer syn = ByteBuffer.wrap(ip(Packet.TCP, 20));
    private final ByteBuffer ping = ByteBuffer.wrap(ip(Packet.ICMP, 8));

    FloodFrames(Flood flood) {
        this.flood = flood;
        syn.put(MAC, new byte[] {2, 0, 0, 0, 0, 1});
        syn.put(46, (byte) 0x50).put(SYN_AT, (byte) Packet.SYN).putShort(PORT + 2, (short) 80);
        ping.put(34, (byte) 8);
    }

    /** The i-th SYN. */
    byte[] next(int i) {
        int scattered = i * 0x9e3779b9;
        int forged = (scattered >>> 8) % FORGED;
        syn.putShort(PORT, (short) (scattered >>> 16)).putInt(SEQUENCE, scattered);
        switch (flood) {
            case ONE_DEVICE -> syn.putInt(SOURCE, 0x0a000001).putInt(TARGET, 0xc6336407);
            case FORGED_OUTSIDE -> syn.putInt(SOURCE, 0x2d000000 + forged).putInt(TARGET, 0x0a000005);
            case FORGED_INSIDE -> syn.putInt(SOURCE, 0x0a100000 + forged).putInt(TARGET, 0xc6336407);
        }
        return syn.array();
    }

    /** The n-th ping of the i-th sweep, each by a device of its own. */
    byte[] ping(int i, int n) {
        ping.put(MAC, new byte[] {2, 0, 0, 1, (byte) (i >>> 8), (byte) i});
        ping.putInt(SOURCE, 0x0a640000 + i).putInt(TARGET, 0x0ac80000 + n + 1);
        return ping.array();
    }

    /** An Ethernet frame with IPv4 and so many bytes behind its header. */
    private static byte[] ip(int protocol, int size) {
        var frame = ByteBuffer.allocate(34 + size);
        frame.put(0, new byte[] {2, 0, 0, 0, 0, (byte) 0xfe}).putShort(12, (short) 0x0800);
        frame.put(14, (byte) 0x45)
                .putShort(16, (short) (20 + size))
                .put(22, (byte) 64)
                .put(23, (byte) protocol);
        return frame.array();
    }
}
