package org.tocsin.edge.live;

import java.nio.ByteBuffer;
import org.tocsin.kernel.Address;

/** Ethernet frames with IP and TCP in them, for tests. */
public final class Frames4 {
    public static final int SYN = 2;
    public static final int ACK = 16;
    private static final byte[] ADDRESSES = {2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1};

    private Frames4() {}

    /** One segment, IPv4 or IPv6 by its addresses, with a payload of that many bytes. */
    public static byte[] tcp(String from, int fromPort, String to, int toPort, int flags, int payload) {
        var source = Address.parse(from);
        var target = Address.parse(to);
        boolean v4 = source.isV4();
        var frame = ByteBuffer.allocate(14 + (v4 ? 20 : 40) + 20 + payload);
        frame.put(ADDRESSES).putShort((short) (v4 ? 0x0800 : 0x86dd));
        if (v4) {
            frame.putShort((short) 0x4500).putShort((short) (40 + payload));
            frame.putInt(0x4000).putShort((short) 0x4006);
            int sum = 0x4500 + 40 + payload + 0x4000 + 0x4006;
            for (var address : new Address[] {source, target}) {
                sum += (address.v4Bits() >>> 16) + (address.v4Bits() & 0xffff);
            }
            sum = (sum & 0xffff) + (sum >>> 16);
            frame.putShort((short) ~((sum & 0xffff) + (sum >>> 16)));
        } else {
            frame.putInt(0x6000_0000).putShort((short) (20 + payload)).putShort((short) 0x0640);
        }
        frame.put(source.toArray()).put(target.toArray());
        frame.putShort((short) fromPort).putShort((short) toPort).putInt(1).putInt(flags == SYN ? 0 : 1);
        frame.put((byte) 0x50).put((byte) flags).putShort((short) 8_192).putInt(0);
        return frame.array();
    }

    /** As {@link #tcp}, to a hardware address, for frames that the machine itself shall take. */
    public static byte[] to(byte[] frame, long mac) {
        ByteBuffer.wrap(frame).putShort((short) (mac >>> 32)).putInt((int) mac);
        return frame;
    }
}
