package org.tocsin.lab.evaluate;

import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.capture.LinkType;
import org.tocsin.wire.packet.Decoder;
import org.tocsin.wire.packet.Packet;

/**
 * Moves the addresses of a frame, so that a capture that is played again has new flows and stays within its networks: the third
 * octet of IPv4, the fourteenth of IPv6. Group addresses stay. Checksums move along (RFC 1624), so that right ones stay right and
 * wrong ones wrong, in whatever engine reads them.
 */
final class Readdress {
    /** Apart from the third octets that home networks have (0, 1, 2, 8, 10, 100, 178), for seven loops. */
    private static final int STEP = 29;

    private final Decoder decoder = new Decoder();
    private final Packet packet = new Packet();
    private final Frame frame = new Frame();

    void move(EthernetFrame of, int loop) {
        if (loop == 0) {
            return;
        }
        byte[] b = of.bytes();
        frame.show(b, 0, of.captured(), of.wireLength(), 0, LinkType.ETHERNET, 1, 0);
        decoder.decode(frame, packet);
        int network = packet.vlan() >= 0 ? tagged(b) : 14;
        if (packet.isArp() && of.captured() >= network + 28) {
            v4(b, network + 14, loop);
            v4(b, network + 24, loop);
        } else if (packet.version() == 4) {
            int change = v4(b, network + 12, loop) + v4(b, network + 16, loop);
            adjust(b, network + 10, change);
            transport(b, change);
        } else if (packet.version() == 6) {
            transport(b, v6(b, network + 8, loop) + v6(b, network + 24, loop));
        }
    }

    private static int tagged(byte[] b) {
        int at = 12;
        while ((b[at] & 0xff) == 0x81 || ((b[at] & 0xff) == 0x88 && (b[at + 1] & 0xff) == 0xa8)) {
            at += 4;
        }
        return at + 2;
    }

    /** Moves one address; returns by how much the sum of its words has grown. */
    private static int v4(byte[] b, int at, int loop) {
        int first = b[at] & 0xff;
        if (first == 0 || first == 127 || first >= 224) {
            return 0;
        }
        int was = b[at + 2] & 0xff;
        b[at + 2] = (byte) (was + STEP * loop);
        return ((b[at + 2] & 0xff) - was) << 8;
    }

    private static int v6(byte[] b, int at, int loop) {
        if (b[at] == -1 || (b[at] == 0 && b[at + 1] == 0)) {
            return 0;
        }
        int was = b[at + 13] & 0xff;
        b[at + 13] = (byte) (was + STEP * loop);
        return (b[at + 13] & 0xff) - was;
    }

    /** The checksums over the pseudo header; a datagram without one keeps none. */
    private void transport(byte[] b, int change) {
        int field =
                switch (packet.protocol()) {
                    case Packet.TCP -> 16;
                    case Packet.UDP -> 6;
                    case Packet.ICMPV6 -> 2;
                    default -> -1;
                };
        int at = packet.transport() + field;
        boolean there = field >= 0 && packet.fragmentOffset() == 0 && at + 2 <= frame.captured();
        if (there && (packet.protocol() != Packet.UDP || b[at] != 0 || b[at + 1] != 0)) {
            adjust(b, at, change);
        }
    }

    /** RFC 1624 section 3, equation 3. */
    private static void adjust(byte[] b, int at, int change) {
        int sum = (~((b[at] & 0xff) << 8 | (b[at + 1] & 0xff)) & 0xffff) + Math.floorMod(change, 0xffff);
        sum = (sum & 0xffff) + (sum >>> 16);
        b[at] = (byte) (~sum >>> 8);
        b[at + 1] = (byte) ~sum;
    }
}
