package org.tocsin.wire.packet;

import java.util.HexFormat;
import java.util.regex.Pattern;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import org.tocsin.wire.capture.Frame;

/**
 * One decoded packet, a flyweight over a frame: fields are overwritten by the next {@link Decoder#decode}. Lengths come from
 * the IP header and not from what was captured, because captures are often snapped to headers (RFC 791, 8200, 9293).
 *
 * <p>Addresses are two longs in the form of {@link Address}, IPv4 mapped; hardware addresses are 48 bits in a long.
 */
public final class Packet implements Payload {
    public static final int TCP = 6;
    public static final int UDP = 17;
    public static final int ICMP = 1;
    public static final int ICMPV6 = 58;
    /** No transport header to be seen: not IP, a later fragment, cut off or malformed. */
    public static final int NONE = -1;

    public static final int FIN = 1;
    public static final int SYN = 2;
    public static final int RST = 4;
    public static final int PSH = 8;
    public static final int ACK = 16;
    public static final int URG = 32;
    /** Stands for a hardware address that the link does not carry. */
    public static final long NO_MAC = -1;

    private static final Pattern MAC = Pattern.compile("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2}){5}");

    byte[] bytes = new byte[0];
    long time;
    long number;
    int wireLength;
    /** First byte behind what was captured. */
    int limit;

    long sourceMac;
    long targetMac;
    int vlan;
    int etherType;

    int version;
    long sourceHigh;
    long sourceLow;
    long targetHigh;
    long targetLow;
    int protocol;
    int hops;
    boolean fragment;
    int fragmentOffset;
    boolean moreFragments;
    int fragmentId;
    /** What the fragments together carry, {@link #NONE} where this is none. */
    int fragmentProtocol;

    int transport;
    int transportLength;

    int sourcePort;
    int targetPort;
    int flags;
    int sequence;
    int acknowledgement;
    int payload;
    int payloadLength;

    int operation;
    long arpSenderMac;
    boolean malformed;

    void clear(Frame frame) {
        bytes = frame.buffer();
        time = frame.time();
        number = frame.number();
        wireLength = frame.wireLength();
        limit = frame.offset() + frame.captured();
        clear();
    }

    /** Lies in an array of its own from its transport header on. */
    void show(byte[] whole) {
        bytes = whole;
        limit = whole.length;
        clear();
    }

    private void clear() {
        sourceMac = NO_MAC;
        targetMac = NO_MAC;
        vlan = -1;
        etherType = 0;
        version = 0;
        sourceHigh = 0;
        sourceLow = 0;
        targetHigh = 0;
        targetLow = 0;
        protocol = NONE;
        hops = 0;
        fragment = false;
        fragmentOffset = 0;
        moreFragments = false;
        fragmentId = 0;
        fragmentProtocol = NONE;
        transport = limit;
        transportLength = 0;
        sourcePort = 0;
        targetPort = 0;
        flags = 0;
        sequence = 0;
        acknowledgement = 0;
        payload = limit;
        payloadLength = 0;
        operation = 0;
        arpSenderMac = NO_MAC;
        malformed = false;
    }

    /** Nanoseconds since 1970-01-01T00:00Z. */
    public long time() {
        return time;
    }

    /** Of the frame in its capture, from 1. */
    public long number() {
        return number;
    }

    /** Bytes of the whole frame on the wire. */
    public int wireLength() {
        return wireLength;
    }

    /** Hardware address of the sender, {@link #NO_MAC} if the link carries none. */
    public long sourceMac() {
        return sourceMac;
    }

    public long targetMac() {
        return targetMac;
    }

    /** Outermost VLAN, -1 if there is none. */
    public int vlan() {
        return vlan;
    }

    public int etherType() {
        return etherType;
    }

    /** 4, 6, or 0 for what is not IP. */
    public int version() {
        return version;
    }

    public boolean isIp() {
        return version != 0;
    }

    /** Upper 64 bits of the IP source, or of the sender's protocol address in ARP. */
    public long sourceHigh() {
        return sourceHigh;
    }

    public long sourceLow() {
        return sourceLow;
    }

    public long targetHigh() {
        return targetHigh;
    }

    public long targetLow() {
        return targetLow;
    }

    /** Allocates; for findings, not for every packet. */
    public Address source() {
        return new Address(sourceHigh, sourceLow);
    }

    public Address target() {
        return new Address(targetHigh, targetLow);
    }

    /** Number of the transport protocol whose header was read, or {@link #NONE}. */
    public int protocol() {
        return protocol;
    }

    /** Time to live or hop limit. */
    public int hops() {
        return hops;
    }

    public boolean fragment() {
        return fragment;
    }

    /** In bytes; 0 for a first fragment and for what is whole. */
    public int fragmentOffset() {
        return fragmentOffset;
    }

    public int sourcePort() {
        return sourcePort;
    }

    public int targetPort() {
        return targetPort;
    }

    /** TCP flags as they stand in the header. */
    public int flags() {
        return flags;
    }

    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    public int sequence() {
        return sequence;
    }

    public int acknowledgement() {
        return acknowledgement;
    }

    /** The frame's array; payload lies in it. */
    @Override
    public byte[] bytes() {
        return bytes;
    }

    /** Where the transport header begins. */
    public int transport() {
        return transport;
    }

    /** Bytes of transport header and payload by the IP header. */
    public int transportLength() {
        return transportLength;
    }

    /** Where the payload of TCP or UDP begins. */
    @Override
    public int payload() {
        return payload;
    }

    /** Bytes of payload on the wire, by the headers. */
    @Override
    public int payloadLength() {
        return payloadLength;
    }

    /** Bytes of payload that were captured, at most {@link #payloadLength()}. */
    @Override
    public int payloadCaptured() {
        return Math.max(0, Math.min(payloadLength, limit - payload));
    }

    /** ICMP type. */
    public int icmpType() {
        return sourcePort;
    }

    public int icmpCode() {
        return targetPort;
    }

    public boolean isArp() {
        return etherType == Decoder.ARP && operation != 0;
    }

    /** 1 request, 2 reply; 0 if this is no ARP. */
    public int arpOperation() {
        return operation;
    }

    public long arpSenderMac() {
        return arpSenderMac;
    }

    /** A header contradicts itself or what lies around it; what was read before it stands. */
    public boolean malformed() {
        return malformed;
    }

    /** {@code aa:bb:cc:dd:ee:ff}. */
    public static String mac(long mac) {
        var text = new StringBuilder(17);
        for (int shift = 40; shift >= 0; shift -= 8) {
            int octet = (int) (mac >>> shift) & 0xff;
            text.append(Character.forDigit(octet >> 4, 16)).append(Character.forDigit(octet & 15, 16));
            if (shift > 0) {
                text.append(':');
            }
        }
        return text.toString();
    }

    public static boolean isMac(String text) {
        return MAC.matcher(text).matches();
    }

    /** As {@link #mac(long)} writes it; anything else is refused ({@code mac.form}). */
    public static long parseMac(String text) {
        if (!isMac(text)) {
            throw new Rejection(
                    "mac.form", "'" + Printable.of(text) + "' is no hardware address, as 00:11:22:aa:bb:cc");
        }
        return HexFormat.fromHexDigitsToLong(text.replace(":", ""));
    }
}
