package org.tocsin.lab.attack;

import java.nio.ByteBuffer;
import org.tocsin.kernel.Bytes;

/** Makes Ethernet frames with IPv4 and TCP or UDP. Source: RFC 791, 768, 9293; checksums as RFC 1071. */
final class Forge {
    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int PSH = 8;
    static final int ACK = 16;

    private static final int ETHERNET = 14;
    private static final int IP = 20;
    private static final int TCP = 20;
    private static final int UDP = 8;

    private Forge() {}

    static Bytes tcp(
            Host from, int fromPort, Host to, int toPort, int sequence, int acknowledged, int flags, byte[] body) {
        var frame = frame(from, to, 6, TCP + body.length);
        frame.putShort((short) fromPort).putShort((short) toPort);
        frame.putInt(sequence).putInt(acknowledged);
        frame.put((byte) ((TCP / 4) << 4))
                .put((byte) flags)
                .putShort((short) 14_600)
                .putInt(0);
        frame.put(body);
        return summed(frame, 6, ETHERNET + IP + 16);
    }

    static Bytes udp(Host from, int fromPort, Host to, int toPort, byte[] body) {
        var frame = frame(from, to, 17, UDP + body.length);
        frame.putShort((short) fromPort).putShort((short) toPort);
        frame.putShort((short) (UDP + body.length)).putShort((short) 0);
        frame.put(body);
        return summed(frame, 17, ETHERNET + IP + 6);
    }

    private static ByteBuffer frame(Host from, Host to, int protocol, int length) {
        var frame = ByteBuffer.allocate(ETHERNET + IP + length);
        mac(frame, to.mac());
        mac(frame, from.mac());
        frame.putShort((short) 0x0800);
        frame.put((byte) 0x45).put((byte) 0).putShort((short) (IP + length));
        frame.putInt(0x4000).put((byte) 64).put((byte) protocol).putShort((short) 0);
        frame.putInt(from.address().v4Bits()).putInt(to.address().v4Bits());
        frame.putShort(ETHERNET + 10, sum(0, frame, ETHERNET, ETHERNET + IP));
        return frame;
    }

    private static void mac(ByteBuffer frame, long mac) {
        frame.putShort((short) (mac >>> 32)).putInt((int) mac);
    }

    private static Bytes summed(ByteBuffer frame, int protocol, int at) {
        int end = frame.position();
        int pseudo = protocol + end - ETHERNET - IP;
        for (int i = ETHERNET + 12; i < ETHERNET + IP; i += 2) {
            pseudo += frame.getShort(i) & 0xffff;
        }
        frame.putShort(at, sum(pseudo, frame, ETHERNET + IP, end));
        var bytes = new byte[end];
        frame.get(0, bytes);
        return Bytes.owning(bytes);
    }

    private static short sum(int start, ByteBuffer bytes, int from, int to) {
        long sum = start;
        for (int i = from; i < to; i += 2) {
            sum += i + 1 < to ? bytes.getShort(i) & 0xffff : (bytes.get(i) & 0xff) << 8;
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (short) ~sum;
    }
}
