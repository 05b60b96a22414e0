package org.tocsin.edge.live;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.tocsin.edge.linux.Errno;
import org.tocsin.edge.linux.Ints;
import org.tocsin.edge.linux.Linux;
import org.tocsin.edge.linux.Socket;
import org.tocsin.kernel.Rejection;
import org.tocsin.wire.capture.LinkType;

/** One interface: its packet socket and ring while it is there, and what was counted on it. Source: packet(7). */
final class Port implements AutoCloseable {
    private static final int AF_PACKET = 17;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_RAW = 3;
    private static final int ALL_PROTOCOLS = 3;

    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int SOL_PACKET = 263;
    private static final int ADD_MEMBERSHIP = 1;
    private static final int RX_RING = 5;
    private static final int STATISTICS = 6;
    private static final int VERSION = 10;
    private static final int V2 = 1;
    private static final int V3 = 2;
    private static final int PROMISCUOUS = 1;

    private static final int BLOCK = 1 << 20;
    private static final int ETHERNET = 1;
    private static final int LOOPBACK = 772;

    private final String name;
    private final LiveSettings settings;
    private final OwnTraffic own;
    private @Nullable Socket socket;
    private @Nullable Ring ring;
    private int link;
    private long seen;
    private long lost;
    private int opened;

    Port(String name, LiveSettings settings, OwnTraffic own) {
        this.name = name;
        this.settings = settings;
        this.own = own;
    }

    String name() {
        return name;
    }

    int link() {
        return link;
    }

    /** Null while the interface is gone or down. */
    @Nullable
    Ring ring() {
        return ring;
    }

    @Nullable
    Socket socket() {
        return socket;
    }

    PortState state() {
        return new PortState(name, ring != null, seen, lost, Math.max(0, opened - 1));
    }

    /** Opens the interface; false if it is down or not there (any more). What else is wrong is a rejection. */
    boolean open() {
        int index = Interfaces.possible(name) ? Linux.interfaceIndex(name) : 0;
        if (index == 0) {
            return false;
        }
        Socket fresh = null;
        try {
            int hardware = hardware(index);
            boolean hasEthernet = hasEthernet(hardware);
            fresh = packetSocket(hasEthernet ? SOCK_RAW : SOCK_DGRAM);
            var program = Filter.program(hardware == LOOPBACK, hasEthernet, own);
            fresh.setPointing(SOL_SOCKET, SO_ATTACH_FILTER, program.length / 8, program);
            fresh.set(SOL_PACKET, VERSION, Ints.of(settings.bulk() ? V3 : V2));
            var memory = fresh.map(ring(fresh));
            fresh.bind(address(index, ALL_PROTOCOLS));
            if (fresh.error() == Errno.ENETDOWN.number()) {
                fresh.close();
                return false;
            }
            if (settings.promiscuous()) {
                fresh.set(SOL_PACKET, ADD_MEMBERSHIP, membership(index));
            }
            link = hasEthernet ? LinkType.ETHERNET : LinkType.RAW;
            ring = settings.bulk() ? new RingV3(memory, hasEthernet) : new RingV2(memory, hasEthernet);
            socket = fresh;
            opened++;
            return true;
        } catch (Rejection refused) {
            if (fresh != null) {
                fresh.close();
            }
            if (refused.code().equals("linux.no-device") || refused.code().equals("linux.net-down")) {
                return false;
            }
            throw refused;
        }
    }

    private static Socket packetSocket(int type) {
        try {
            return Socket.open(AF_PACKET, type, 0);
        } catch (Rejection refused) {
            if (refused.code().equals("linux.permission")) {
                throw new Rejection(
                        "live.permission",
                        "reading an interface needs CAP_NET_RAW. Run as root, or give the capability to a service"
                                + " (AmbientCapabilities=CAP_NET_RAW), or pipe: tcpdump -i IFACE -U -w - | tocsin watch -");
            }
            throw refused;
        }
    }

    /** ARPHRD_*: what kind of device it is; a socket that is bound without a protocol gets no packets. */
    private static int hardware(int index) {
        try (var probe = packetSocket(SOCK_RAW)) {
            probe.bind(address(index, 0));
            var name = ByteBuffer.wrap(probe.name()).order(ByteOrder.nativeOrder());
            return name.capacity() < 10 ? 0 : name.getShort(8) & 0xffff;
        }
    }

    /** Tunnels and the like have no header worth the name, so the kernel gives what is inside: IP. */
    private boolean hasEthernet(int hardware) {
        return switch (hardware) {
            case ETHERNET, LOOPBACK -> true;
            case 512, 519, 768, 769, 776, 778, 823, 65_534 -> false;
            default ->
                throw new Rejection(
                        "live.link-type",
                        name + " is a device of type " + hardware + "; Ethernet, loopback and IP tunnels are read");
        };
    }

    /** Asks for the ring, and for half of it again and again where memory is short; its size in bytes. */
    private long ring(Socket on) {
        for (int blocks = settings.ringMegabytes(); ; blocks /= 2) {
            int[] request = {BLOCK, blocks, RingV2.SLOT, blocks * (BLOCK / RingV2.SLOT), RingV3.BLOCK_MILLIS, 0, 0};
            var value = settings.bulk() ? Ints.of(request) : Ints.of(request[0], request[1], request[2], request[3]);
            int answer = on.trySet(SOL_PACKET, RX_RING, value);
            if (answer == 0) {
                return (long) blocks * BLOCK;
            }
            if (answer != -Errno.ENOMEM.number() || blocks == 1) {
                throw Errno.refusal("setsockopt PACKET_RX_RING", -answer);
            }
        }
    }

    /** struct sockaddr_ll. */
    static byte[] address(int index, int protocol) {
        var address = ByteBuffer.allocate(20).order(ByteOrder.nativeOrder());
        address.putShort((short) AF_PACKET).put((byte) (protocol >> 8)).put((byte) protocol);
        return address.putInt(index).array();
    }

    private static byte[] membership(int index) {
        var request = ByteBuffer.allocate(16).order(ByteOrder.nativeOrder());
        return request.putInt(index).putShort((short) PROMISCUOUS).array();
    }

    /** Takes the kernel's counters in; it forgets them when they are read. */
    void count() {
        var on = socket;
        if (on != null) {
            var counted = on.get(SOL_PACKET, STATISTICS, 12);
            seen += Ints.at(counted, 0) & 0xffff_ffffL;
            lost += Ints.at(counted, 4) & 0xffff_ffffL;
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            count();
            ring = null;
            socket.close();
            socket = null;
        }
    }
}
