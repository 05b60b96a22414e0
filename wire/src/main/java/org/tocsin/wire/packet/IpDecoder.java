package org.tocsin.wire.packet;

/** IPv4 (RFC 791), IPv6 with its extension headers (RFC 8200) and what they carry, in place. */
final class IpDecoder {
    static final long MAPPED = 0x0000_ffff_0000_0000L;
    /** RFC 8200 knows six extension headers, each once but for two; a longer chain is an attack on decoders. */
    private static final int MOST_HEADERS = 10;

    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION = 60;
    private static final int MOBILITY = 135;
    private static final int HOST_IDENTITY = 139;
    private static final int SHIM6 = 140;

    /** @param end first byte behind the frame as it was on the wire */
    void v4(Packet to, int at, int end) {
        byte[] b = to.bytes;
        if (to.limit - at < 20) {
            to.malformed = true;
            return;
        }
        int header = (b[at] & 15) * 4;
        int total = Decoder.u16(b, at + 2);
        if ((b[at] >> 4 & 15) != 4 || header < 20) {
            to.malformed = true;
            return;
        }
        // Segmentation offload leaves the total length 0: then the frame tells.
        int last = total == 0 ? end : at + total;
        if (last > end) {
            to.malformed = true;
            last = end;
        }
        to.version = 4;
        to.hops = b[at + 8] & 0xff;
        to.sourceLow = MAPPED | (Decoder.i32(b, at + 12) & 0xffff_ffffL);
        to.targetLow = MAPPED | (Decoder.i32(b, at + 16) & 0xffff_ffffL);
        int fragment = Decoder.u16(b, at + 6);
        to.fragmentOffset = (fragment & 0x1fff) * 8;
        to.fragment = (fragment & 0x3fff) != 0;
        if (to.fragment) {
            to.moreFragments = (fragment & 0x2000) != 0;
            to.fragmentId = Decoder.u16(b, at + 4);
            to.fragmentProtocol = b[at + 9] & 0xff;
        }
        if (last < at + header) {
            to.malformed = true;
            return;
        }
        to.transport = at + header;
        to.transportLength = last - at - header;
        if (to.fragmentOffset == 0) {
            transport(to, b[at + 9] & 0xff);
        }
    }

    void v6(Packet to, int at, int end) {
        byte[] b = to.bytes;
        if (to.limit - at < 40 || (b[at] >> 4 & 15) != 6) {
            to.malformed = true;
            return;
        }
        to.version = 6;
        to.hops = b[at + 7] & 0xff;
        to.sourceHigh = Decoder.i64(b, at + 8);
        to.sourceLow = Decoder.i64(b, at + 16);
        to.targetHigh = Decoder.i64(b, at + 24);
        to.targetLow = Decoder.i64(b, at + 32);
        int length = Decoder.u16(b, at + 4);
        // Jumbograms (RFC 2675) and segmentation offload leave the length 0: then the frame tells.
        int last = length == 0 ? end : at + 40 + length;
        if (last > end) {
            to.malformed = true;
            last = end;
        }
        headers(to, b[at + 6] & 0xff, at + 40, last);
    }

    private void headers(Packet to, int first, int at, int last) {
        byte[] b = to.bytes;
        int next = first;
        int here = at;
        for (int i = 0; i < MOST_HEADERS; i++) {
            to.transport = here;
            to.transportLength = last - here;
            int size;
            switch (next) {
                case HOP_BY_HOP, ROUTING, DESTINATION, MOBILITY, HOST_IDENTITY, SHIM6, AUTHENTICATION, FRAGMENT -> {
                    if (to.limit - here < 8 || last - here < 8) {
                        to.malformed = last - here < 8;
                        return;
                    }
                    size = next == FRAGMENT
                            ? 8
                            : next == AUTHENTICATION ? ((b[here + 1] & 0xff) + 2) * 4 : ((b[here + 1] & 0xff) + 1) * 8;
                }
                default -> {
                    transport(to, next);
                    return;
                }
            }
            if (next == FRAGMENT) {
                int field = Decoder.u16(b, here + 2);
                to.fragment = (field & 0xfff9) != 0;
                to.fragmentOffset = field & 0xfff8;
                to.moreFragments = (field & 1) != 0;
                to.fragmentId = Decoder.i32(b, here + 4);
                to.fragmentProtocol = b[here] & 0xff;
            }
            next = b[here] & 0xff;
            here += size;
            if (to.fragmentOffset != 0) {
                to.transport = here;
                to.transportLength = last - here;
                return;
            }
            if (here > last) {
                to.malformed = true;
                return;
            }
        }
        to.malformed = true;
    }

    /** Reads what all fragments carry together, which is all that the packet has. */
    void whole(Packet to, int protocol) {
        to.transport = 0;
        to.transportLength = to.limit;
        if (to.version == 6) {
            headers(to, protocol, 0, to.limit);
        } else {
            transport(to, protocol);
        }
    }

    private static void transport(Packet to, int protocol) {
        switch (protocol) {
            case Packet.TCP -> tcp(to);
            case Packet.UDP -> udp(to);
            case Packet.ICMP, Packet.ICMPV6 -> icmp(to, protocol);
            default -> {}
        }
    }

    private static void tcp(Packet to) {
        byte[] b = to.bytes;
        int at = to.transport;
        if (to.transportLength < 20) {
            to.malformed = true;
            return;
        }
        if (to.limit - at < 14) {
            return;
        }
        int header = (b[at + 12] >> 4 & 15) * 4;
        if (header < 20 || header > to.transportLength) {
            to.malformed = true;
            return;
        }
        to.protocol = Packet.TCP;
        to.sourcePort = Decoder.u16(b, at);
        to.targetPort = Decoder.u16(b, at + 2);
        to.sequence = Decoder.i32(b, at + 4);
        to.acknowledgement = Decoder.i32(b, at + 8);
        to.flags = b[at + 13] & 0xff;
        to.payload = at + header;
        to.payloadLength = to.transportLength - header;
    }

    private static void udp(Packet to) {
        byte[] b = to.bytes;
        int at = to.transport;
        if (to.transportLength < 8) {
            to.malformed = true;
            return;
        }
        if (to.limit - at < 8) {
            return;
        }
        to.protocol = Packet.UDP;
        to.sourcePort = Decoder.u16(b, at);
        to.targetPort = Decoder.u16(b, at + 2);
        int length = Decoder.u16(b, at + 4);
        to.payload = at + 8;
        // A first fragment has a datagram's length and a fragment's bytes; 0 is a jumbogram.
        int fits = to.transportLength - 8;
        to.payloadLength = length < 8 ? fits : Math.min(length - 8, fits);
        to.malformed |= (length != 0 && length < 8) || (!to.fragment && length - 8 > fits);
    }

    private static void icmp(Packet to, int protocol) {
        int at = to.transport;
        if (to.transportLength < 4) {
            to.malformed = true;
            return;
        }
        if (to.limit - at < 4) {
            return;
        }
        to.protocol = protocol;
        to.sourcePort = to.bytes[at] & 0xff;
        to.targetPort = to.bytes[at + 1] & 0xff;
        to.payload = at + 8;
        to.payloadLength = Math.max(0, to.transportLength - 8);
    }
}
