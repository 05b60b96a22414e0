package org.tocsin.wire.packet;

import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.capture.LinkType;

/**
 * Decodes a frame into a {@link Packet} without allocating. Never throws for what a frame holds: what can't be read is left
 * out, a contradiction sets {@link Packet#malformed()}. Checksums are not looked at, because captures of hosts with
 * checksum offload are full of wrong ones.
 */
public final class Decoder {
    static final int IPV4 = 0x0800;
    static final int IPV6 = 0x86dd;
    static final int ARP = 0x0806;
    /** 802.1Q, 802.1ad and the tag that old switches stacked. */
    private static final int VLAN = 0x8100;

    private static final int SERVICE_VLAN = 0x88a8;
    private static final int OLD_SERVICE_VLAN = 0x9100;
    /** More stacked tags than any network has; a bound, so that a frame of tags costs nothing. */
    private static final int MOST_TAGS = 4;

    private final IpDecoder ip = new IpDecoder();

    /** Overwrites the packet with what the frame holds. */
    public void decode(Frame frame, Packet to) {
        to.clear(frame);
        int at = frame.offset();
        switch (frame.link()) {
            case LinkType.ETHERNET -> ethernet(to, at, at + frame.wireLength());
            case LinkType.LINUX_SLL -> cooked(to, at, at + frame.wireLength());
            case LinkType.LINUX_SLL2 -> cooked2(to, at, at + frame.wireLength());
            case LinkType.RAW, LinkType.RAW_BSD, LinkType.IPV4, LinkType.IPV6 -> raw(to, at, at + frame.wireLength());
            case LinkType.NULL, LinkType.LOOP -> loopback(to, at, at + frame.wireLength());
            default -> to.malformed = true;
        }
    }

    private void ethernet(Packet to, int at, int end) {
        if (to.limit - at < 14) {
            to.malformed = true;
            return;
        }
        to.targetMac = u48(to.bytes, at);
        to.sourceMac = u48(to.bytes, at + 6);
        typed(to, u16(to.bytes, at + 12), at + 14, end);
    }

    /** LINKTYPE_LINUX_SLL: the sender's address of any length, no target. */
    private void cooked(Packet to, int at, int end) {
        if (to.limit - at < 16) {
            to.malformed = true;
            return;
        }
        to.sourceMac = u16(to.bytes, at + 4) == 6 ? u48(to.bytes, at + 6) : Packet.NO_MAC;
        typed(to, u16(to.bytes, at + 14), at + 16, end);
    }

    private void cooked2(Packet to, int at, int end) {
        if (to.limit - at < 20) {
            to.malformed = true;
            return;
        }
        to.sourceMac = to.bytes[at + 11] == 6 ? u48(to.bytes, at + 12) : Packet.NO_MAC;
        typed(to, u16(to.bytes, at), at + 20, end);
    }

    private void raw(Packet to, int at, int end) {
        if (to.limit - at < 1) {
            to.malformed = true;
            return;
        }
        int version = to.bytes[at] >> 4 & 15;
        to.etherType = version == 4 ? IPV4 : version == 6 ? IPV6 : 0;
        network(to, at, end);
    }

    /** Four bytes of address family in the byte order of the capturing machine, or of the network (LOOP). */
    private void loopback(Packet to, int at, int end) {
        if (to.limit - at < 4) {
            to.malformed = true;
            return;
        }
        int family = u16(to.bytes, at) != 0 ? Integer.reverseBytes(i32(to.bytes, at)) : i32(to.bytes, at);
        to.etherType = switch (family) {
            case 2 -> IPV4;
            case 10, 23, 24, 28, 30 -> IPV6;
            default -> 0;
        };
        network(to, at + 4, end);
    }

    private void typed(Packet to, int type, int at, int end) {
        int now = type;
        int here = at;
        for (int i = 0; i < MOST_TAGS && (now == VLAN || now == SERVICE_VLAN || now == OLD_SERVICE_VLAN); i++) {
            if (to.limit - here < 4) {
                to.malformed = true;
                return;
            }
            if (to.vlan < 0) {
                to.vlan = u16(to.bytes, here) & 0xfff;
            }
            now = u16(to.bytes, here + 2);
            here += 4;
        }
        to.etherType = now;
        network(to, here, end);
    }

    private void network(Packet to, int at, int end) {
        switch (to.etherType) {
            case IPV4 -> ip.v4(to, at, end);
            case IPV6 -> ip.v6(to, at, end);
            case ARP -> arp(to, at);
            default -> {}
        }
    }

    /** RFC 826 for IPv4 over six-byte hardware addresses; other kinds carry nothing that is looked at here. */
    private static void arp(Packet to, int at) {
        byte[] b = to.bytes;
        if (to.limit - at < 28) {
            to.malformed = true;
            return;
        }
        if (u16(b, at + 2) != IPV4 || b[at + 4] != 6 || b[at + 5] != 4) {
            return;
        }
        to.operation = u16(b, at + 6);
        to.arpSenderMac = u48(b, at + 8);
        to.sourceLow = IpDecoder.MAPPED | (i32(b, at + 14) & 0xffff_ffffL);
        to.targetLow = IpDecoder.MAPPED | (i32(b, at + 24) & 0xffff_ffffL);
    }

    static int u16(byte[] b, int at) {
        return (b[at] & 0xff) << 8 | (b[at + 1] & 0xff);
    }

    static int i32(byte[] b, int at) {
        return u16(b, at) << 16 | u16(b, at + 2);
    }

    static long i64(byte[] b, int at) {
        return (long) i32(b, at) << 32 | (i32(b, at + 4) & 0xffff_ffffL);
    }

    private static long u48(byte[] b, int at) {
        return (long) u16(b, at) << 32 | (i32(b, at + 2) & 0xffff_ffffL);
    }
}
