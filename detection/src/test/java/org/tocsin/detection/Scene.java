package org.tocsin.detection;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Address;
import org.tocsin.wire.capture.Capture;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.capture.LinkType;
import org.tocsin.wire.capture.PcapWriter;
import org.tocsin.wire.packet.Decoder;
import org.tocsin.wire.packet.Packet;

/** A made-up capture, written as pcap and read back, with a clock of its own in milliseconds. */
final class Scene {
    static final String CAM = "192.168.1.20";
    static final String HUB = "192.168.1.30";
    static final String DNS = "192.168.1.1";
    private static final long START = 1_700_000_000_000L;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PcapWriter writer;
    private final Random random = new Random(7);
    private long millis = START;
    private int port = 40_000;
    private byte hops = 64;
    /** Hardware address that the next packets come from, null for the sender's own. */
    private byte @Nullable [] forger;
    /** Hardware address that the next packets go to, null for the target's own. */
    private byte @Nullable [] accomplice;

    /** Address that a device has taken, and the device by its own. */
    private String moved = "";

    private String mover = "";

    Scene() {
        try {
            writer = new PcapWriter(out, LinkType.ETHERNET);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    Scene pass(long milliseconds) {
        millis += milliseconds;
        return this;
    }

    private int urgent;
    private int fragments;
    private boolean onlyFirst;
    private final Set<Long> questions = new HashSet<>();
    private int fragmentId;

    /** One TCP connection as its two ends see it. */
    final class Connection {
        final String client;
        final String server;
        final int from;
        final int to;
        int clientNext = random.nextInt();
        int serverNext = random.nextInt();
        private byte @Nullable [] clientStation;
        private byte @Nullable [] clientTowards;
        private byte @Nullable [] serverStation;
        private byte @Nullable [] serverTowards;

        Connection(String client, String server, int to) {
            this.client = client;
            this.server = server;
            this.from = ++port;
            this.to = to;
        }

        Connection syn() {
            send(true, Packet.SYN, clientNext, 0, "");
            return this;
        }

        /** The next frames of the client come from this device's station, and go to that one's; null for the own ones again. */
        Connection clientBy(@Nullable String station, @Nullable String towards) {
            clientStation = station == null ? null : mac(station);
            clientTowards = towards == null ? null : mac(towards);
            return this;
        }

        /** As {@link #clientBy}, of the server's. */
        Connection serverBy(@Nullable String station, @Nullable String towards) {
            serverStation = station == null ? null : mac(station);
            serverTowards = towards == null ? null : mac(towards);
            return this;
        }

        private void send(boolean client, int flags, int seq, int ack, String text) {
            forger = client ? clientStation : serverStation;
            accomplice = client ? clientTowards : serverTowards;
            if (client) {
                tcp(this.client, server, from, to, flags, seq, ack, text);
            } else {
                tcp(server, this.client, to, from, flags, seq, ack, text);
            }
            forger = null;
            accomplice = null;
        }

        Connection refused() {
            send(false, Packet.RST | Packet.ACK, 0, clientNext + 1, "");
            return this;
        }

        Connection synAck() {
            send(false, Packet.SYN | Packet.ACK, serverNext, clientNext + 1, "");
            return this;
        }

        Connection open() {
            syn().synAck();
            clientNext++;
            serverNext++;
            send(true, Packet.ACK, clientNext, serverNext, "");
            return this;
        }

        /** The confirmation of the handshake, without moving on. */
        Connection acknowledge() {
            send(true, Packet.ACK, clientNext, serverNext, "");
            return this;
        }

        /** Bytes of one side, without moving on. */
        Connection repeat(boolean client, String text) {
            send(
                    client,
                    Packet.PSH | Packet.ACK,
                    client ? clientNext : serverNext,
                    client ? serverNext : clientNext,
                    text);
            return this;
        }

        Connection ask(String text) {
            send(true, Packet.PSH | Packet.ACK, clientNext, serverNext, text);
            clientNext += text.length();
            return this;
        }

        Connection answer(String text) {
            send(false, Packet.PSH | Packet.ACK, serverNext, clientNext, text);
            serverNext += text.length();
            return this;
        }

        /** Bytes of the client, so far from where it is, without moving on. */
        Connection piece(int ahead, String text) {
            send(true, Packet.PSH | Packet.ACK, clientNext + ahead, serverNext, text);
            return this;
        }

        /** As {@link #ask}, with the byte before {@code pointer} as urgent. */
        Connection urgently(String text, int pointer) {
            urgent = pointer;
            send(true, Packet.URG | Packet.PSH | Packet.ACK, clientNext, serverNext, text);
            urgent = 0;
            clientNext += text.length();
            return this;
        }

        /** The client has sent bytes that the tap did not see; the server has read them. */
        Connection lost(int bytes) {
            clientNext += bytes;
            send(false, Packet.ACK, serverNext, clientNext, "");
            return this;
        }

        /** A reset of the server, of the number at which it is. */
        Connection resetByServer() {
            send(false, Packet.RST, serverNext, 0, "");
            return this;
        }

        /** Only the first fragment of what the client sends, without moving on. */
        Connection firstFragment(String text) {
            onlyFirst = true;
            repeat(true, text);
            onlyFirst = false;
            return this;
        }

        /** A reset of the client, so far from where it is. */
        Connection reset(int ahead) {
            send(true, Packet.RST, clientNext + ahead, 0, "");
            return this;
        }

        Connection reset() {
            send(true, Packet.RST | Packet.ACK, clientNext, serverNext, "");
            return this;
        }

        Scene close() {
            send(true, Packet.FIN | Packet.ACK, clientNext, serverNext, "");
            send(false, Packet.FIN | Packet.ACK, serverNext, clientNext + 1, "");
            return Scene.this;
        }
    }

    Connection connection(String client, String server, int to) {
        return new Connection(client, server, to);
    }

    /** A healthy exchange, so that the client's address has been answered before. */
    Scene chat(String client, String server, int to) {
        connection(client, server, to).open().ask("hello").answer("hello").close();
        return this;
    }

    /** A look-up of a name by a device, answered with one address. */
    Scene lookUp(String device, String name, String address) {
        int from = ++port;
        udp(device, DNS, from, 53, Bodies.dns("123401000001000000000000", name, ""));
        var answer = "c00c00010001000000ff0004"
                + java.util.HexFormat.of().formatHex(Address.parse(address).toArray());
        udp(DNS, device, 53, from, Bodies.dns("123481800001000100000000", name, answer));
        return this;
    }

    /** A look-up of a name that does not exist. */
    Scene noSuchName(String device, String name) {
        int from = ++port;
        return question(device, DNS, from, name)
                .udp(DNS, device, 53, from, Bodies.dns("123481830001000000000000", name, ""));
    }

    /** The answer to a question, without an address. */
    Scene answer(String resolver, String to, int toPort, String name) {
        return udp(resolver, to, 53, toPort, Bodies.dns("123481800001000000000000", name, ""));
    }

    /** The answer to a look-up that the device never made. */
    Scene straySuchName(String device, String name) {
        return udp(DNS, device, 53, ++port, Bodies.dns("123481830001000000000000", name, ""));
    }

    /** A look-up that nobody is seen to answer. */
    Scene question(String from, String resolver, int fromPort, String name) {
        return udp(from, resolver, fromPort, 53, Bodies.dns("123401000001000000000000", name, ""));
    }

    Scene udp(String from, String to, int fromPort, int toPort, byte[] payload) {
        var body = ByteBuffer.allocate(8 + payload.length);
        body.putShort((short) fromPort).putShort((short) toPort).putShort((short) body.capacity());
        body.putShort((short) 0).put(payload);
        return ip(from, to, 17, body.array());
    }

    /** A client without an address asks for one, in the name of any hardware address. */
    Scene dhcp(long mac, String hostName) {
        return dhcp(mac, hostName, 0);
    }

    private Scene dhcp(long mac, String hostName, long question) {
        return udp("0.0.0.0", "255.255.255.255", 68, 67, Bodies.dhcpQuestion(mac, hostName, (int) question));
    }

    /** A client asks for an address, once by that number, and a server answers. */
    Scene lease(String server, long question, long client, String router, String resolver) {
        if (questions.add(question)) {
            dhcp(client, "x", question);
        }
        return offer(server, question, client, router, resolver);
    }

    /** A question in the name of a client, by the station of a device. */
    Scene askFrom(String device, long client, long question) {
        forger = mac(device);
        dhcp(client, "x", question);
        forger = null;
        return this;
    }

    /** A client asks, be it once more. */
    Scene ask(long client, long question) {
        return dhcp(client, "x", question);
    }

    /** A server answers, whether it was asked or not. */
    Scene offer(String server, long question, long client, String router, String resolver) {
        return udp(server, "192.168.1.200", 67, 68, Bodies.dhcpOffer(server, (int) question, client, router, resolver));
    }

    /** A SYN that a device sends in the name of somebody else. */
    Scene forgedSyn(String device, String from, String to, int toPort) {
        forger = mac(device);
        tcp(from, to, ++port & 0xffff, toPort, Packet.SYN, random.nextInt(), 0, "");
        forger = null;
        return this;
    }

    /** An answer to a connection that the target never opened. */
    Scene straySynAck(String from, int fromPort, String to, int toPort) {
        tcp(from, to, fromPort, toPort, Packet.SYN | Packet.ACK, random.nextInt(), random.nextInt(), "");
        return this;
    }

    Scene ping(String from, String to) {
        return icmp(from, to, 8);
    }

    Scene icmp(String from, String to, int type) {
        return ip(from, to, 1, new byte[] {(byte) type, 0, 0, 0, 0, 1, 0, 1});
    }

    /** The next packets have so many hops left. */
    Scene hops(int left) {
        hops = (byte) left;
        return this;
    }

    Scene pong(String from, String to) {
        return ip(from, to, 1, new byte[] {0, 0, 0, 0, 0, 1, 0, 1});
    }

    Scene arp(String from, String to) {
        return frame(Bodies.arp(mac(from), mac(from), Address.parse(from).toArray(), to));
    }

    /** A station asks for an address, and says that another one asks, which has no address yet. */
    Scene arpInTheNameOf(String station, String blamed, String wanted) {
        return frame(Bodies.arp(mac(station), mac(blamed), new byte[4], wanted));
    }

    /** A router asks one of ours for its hardware address, from its own address on the link (RFC 4861). */
    Scene solicit(String device) {
        var body = new byte[24];
        body[0] = (byte) 135;
        forger = station("203.0.113.1");
        ip6("fe80::1", device, 58, body);
        forger = null;
        return this;
    }

    /** A station tells whose an address is, unasked or not: to everybody, or to one. */
    Scene arpReply(String station, String address, @Nullable String to) {
        var frame = ByteBuffer.allocate(42);
        var everybody = new byte[] {-1, -1, -1, -1, -1, -1};
        frame.put(to == null ? everybody : mac(to)).put(mac(station)).putShort((short) 0x0806);
        frame.put(new byte[] {0, 1, 8, 0, 6, 4, 0, 2});
        frame.put(mac(station)).put(Address.parse(address).toArray());
        frame.put(to == null ? everybody : mac(to))
                .put(Address.parse(to == null ? address : to).toArray());
        return frame(frame.array());
    }

    private void tcp(String from, String to, int fromPort, int toPort, int flags, int seq, int ack, String text) {
        var payload = text.getBytes(StandardCharsets.ISO_8859_1);
        var body = ByteBuffer.allocate(20 + payload.length);
        body.putShort((short) fromPort).putShort((short) toPort).putInt(seq).putInt(ack);
        body.put((byte) 0x50).put((byte) flags).putShort((short) 1000);
        body.putShort((short) 0).putShort((short) urgent).put(payload);
        ip(from, to, 6, body.array());
    }

    /** What is sent from now on comes in fragments of so many bytes, a multiple of eight; 0 for whole again. */
    Scene fragments(int bytes) {
        fragments = bytes;
        return this;
    }

    private Scene ip(String from, String to, int protocol, byte[] body) {
        if (fragments == 0) {
            return ip(from, to, protocol, body, 0);
        }
        fragmentId++;
        int last = onlyFirst ? 1 : body.length;
        for (int at = 0; at < last; at += fragments) {
            int end = Math.min(body.length, at + fragments);
            ip(from, to, protocol, Arrays.copyOfRange(body, at, end), at / 8 | (end < body.length ? 0x2000 : 0));
        }
        return this;
    }

    /** A datagram or message of IPv6, so many hops from its end. */
    Scene ip6(String from, String to, int protocol, byte[] body) {
        var frame = ByteBuffer.allocate(54 + body.length);
        frame.put(accomplice == null ? mac(to) : accomplice)
                .put(forger == null ? mac(from) : forger)
                .putShort((short) 0x86dd);
        frame.putInt(0x60000000)
                .putShort((short) body.length)
                .put((byte) protocol)
                .put(hops);
        frame.put(Address.parse(from).toArray())
                .put(Address.parse(to).toArray())
                .put(body);
        return frame(frame.array());
    }

    private Scene ip(String from, String to, int protocol, byte[] body, int fragment) {
        if (from.indexOf(':') >= 0) {
            return ip6(from, to, protocol, body);
        }
        var frame = ByteBuffer.allocate(34 + body.length);
        frame.put(accomplice == null ? mac(to) : accomplice)
                .put(forger == null ? mac(from) : forger)
                .putShort((short) 0x0800);
        frame.put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) (20 + body.length))
                .putShort((short) fragmentId)
                .putShort((short) fragment);
        frame.put(hops).put((byte) protocol).putShort((short) 0);
        frame.put(Address.parse(from).toArray())
                .put(Address.parse(to).toArray())
                .put(body);
        return frame(frame.array());
    }

    private Scene frame(byte[] bytes) {
        try {
            writer.write(millis * 1_000_000, bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        millis += 1;
        return this;
    }

    /** Meanwhile a device goes by another address. */
    Scene as(String device, String address, Runnable meanwhile) {
        moved = address;
        mover = device;
        meanwhile.run();
        moved = "";
        return this;
    }

    /** Devices have their own, all outside stands behind the router. */
    private byte[] mac(String address) {
        return station(address.equals(moved) ? mover : address);
    }

    private static byte[] station(String address) {
        var a = Address.parse(address).toArray();
        return address.startsWith("192.168.1.") || address.startsWith("fd")
                ? new byte[] {2, 0, 0, 0, 0, a[a.length - 1]}
                : new byte[] {2, 0, 0, 0, 1, 1};
    }

    byte[] pcap() {
        return out.toByteArray();
    }

    List<Finding> watch() {
        return watch(DetectionSettings.defaults());
    }

    List<Finding> watch(DetectionSettings settings) {
        List<Finding> findings = new ArrayList<>();
        var detection = new Detection(settings, findings::add);
        feed(detection, pcap());
        return findings;
    }

    /** The scene's clock. */
    long nanos() {
        return millis * 1_000_000;
    }

    static void feed(Detection detection, byte[] pcap) {
        accept(detection, pcap);
        detection.finish();
    }

    static void accept(Detection detection, byte[] pcap) {
        var capture = Capture.of(pcap);
        var frame = new Frame();
        var packet = new Packet();
        var decoder = new Decoder();
        while (capture.next(frame)) {
            decoder.decode(frame, packet);
            detection.accept(packet);
        }
    }
}
