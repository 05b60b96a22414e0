package org.tocsin.edge.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.edge.linux.Namespace;
import org.tocsin.edge.linux.Namespace.Sender;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.packet.Decoder;
import org.tocsin.wire.packet.Packet;

/** On real interfaces, in a network of the test's own; skipped where nobody is root. */
@Timeout(120)
final class LiveCaptureTest {
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Semaphore news = new Semaphore(0);

    private LiveCapture open(LiveSettings settings, OwnTraffic own) {
        return LiveCapture.open(settings, own, Clock.system(), this::hear);
    }

    private LiveCapture open(String... interfaces) {
        return open(LiveSettings.DEFAULT.on(List.of(interfaces)), OwnTraffic.none());
    }

    private static byte[] next(LiveCapture capture, Frame frame) {
        assertThat(capture.next(frame)).isTrue();
        return Arrays.copyOfRange(frame.buffer(), frame.offset(), frame.offset() + frame.captured());
    }

    private static byte[] numbered(int number) {
        return Frames4.tcp("198.51.100.7", 1_024 + number, "10.0.0.1", 23, Frames4.SYN, 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatGoesIntoACableComesOutWholeInOrderAndStamped(boolean bulk) throws Exception {
        Namespace.within(() -> {
            Namespace.cable("in0", "out0");
            var clock = Clock.system();
            // One thread sends and reads: in bulk, each 4 ms that it is not let run in between cost a block of the
            // ring.
            try (var capture = open(new LiveSettings(List.of("out0"), false, 64, bulk), OwnTraffic.none());
                    var sender = new Sender("in0")) {
                var frame = new Frame();
                for (int round = 0; round < 200; round++) {
                    for (int i = 0; i < 100; i++) {
                        sender.send(numbered(i));
                    }
                    for (int i = 0; i < 100; i++) {
                        assertThat(next(capture, frame)).isEqualTo(numbered(i));
                    }
                }
                assertThat(frame.number()).isEqualTo(20_000);
                assertThat(Math.abs(frame.time() / 1_000_000 - clock.millis())).isLessThan(10_000);
            }
        });
    }

    @Test
    void severalInterfacesAreReadOldestFirst() throws Exception {
        Namespace.within(() -> {
            Namespace.cable("in0", "out0");
            Namespace.cable("in1", "out1");
            try (var capture = open("out0", "out1");
                    var one = new Sender("in0");
                    var other = new Sender("in1")) {
                for (int i = 0; i < 100; i++) {
                    (i % 3 == 0 ? one : other).send(numbered(i));
                }
                var frame = new Frame();
                for (int i = 0; i < 100; i++) {
                    assertThat(next(capture, frame)).isEqualTo(numbered(i));
                }
            }
        });
    }

    @Test
    void theTagThatTheKernelTookOutIsPutBack() throws Exception {
        Namespace.within(() -> {
            Namespace.cable("in0", "out0");
            var plain = numbered(1);
            var tagged = ByteBuffer.allocate(plain.length + 4);
            tagged.put(plain, 0, 12).putShort((short) 0x8100).putShort((short) 0x2007);
            tagged.put(plain, 12, plain.length - 12);
            try (var capture = open("out0");
                    var sender = new Sender("in0")) {
                sender.send(tagged.array());
                var frame = new Frame();
                assertThat(next(capture, frame)).isEqualTo(tagged.array());
                var packet = new Packet();
                new Decoder().decode(frame, packet);
                assertThat(packet.vlan()).isEqualTo(7);
                assertThat(packet.source()).isEqualTo(Address.parse("198.51.100.7"));
                assertThat(packet.wireLength()).isEqualTo(tagged.capacity());
            }
        });
    }

    @Test
    void whatIsLongerThanASlotIsSnappedAndNotMalformed() throws Exception {
        Namespace.within(() -> {
            Namespace.cable("in0", "out0");
            Namespace.run("ip link set in0 mtu 9000");
            Namespace.run("ip link set out0 mtu 9000");
            var jumbo = Frames4.tcp("198.51.100.7", 1, "10.0.0.1", 23, Frames4.ACK, 8_000);
            try (var capture = open("out0");
                    var sender = new Sender("in0")) {
                sender.send(jumbo);
                var frame = new Frame();
                assertThat(next(capture, frame)).hasSizeBetween(1_500, RingV2.SLOT);
                var packet = new Packet();
                new Decoder().decode(frame, packet);
                assertThat(packet.malformed()).isFalse();
                assertThat(packet.payloadLength()).isEqualTo(8_000);
            }
        });
    }

    @Test
    void aPacketOnLoopbackIsSeenOnce() throws Exception {
        Namespace.within(() -> {
            Namespace.run("ip link set lo up");
            try (var capture = open("lo");
                    var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                for (byte i = 0; i < 20; i++) {
                    socket.send(new DatagramPacket(new byte[] {i}, 1, socket.getLocalSocketAddress()));
                }
                var frame = new Frame();
                for (int i = 0; i < 20; i++) {
                    var bytes = next(capture, frame);
                    assertThat(bytes[bytes.length - 1]).isEqualTo((byte) i);
                }
            }
        });
    }

    @Test
    void theNodesOwnTrafficIsLeftOutByTheKernel() throws Exception {
        Namespace.within(() -> {
            Namespace.cable("in0", "out0");
            var own = new OwnTraffic(() -> List.of(Address.parse("192.0.2.1")), List.of(8443), List.of(8444));
            try (var capture = open(LiveSettings.DEFAULT.on(List.of("out0")), own);
                    var sender = new Sender("in0")) {
                sender.send(Frames4.tcp("198.51.100.7", 1, "192.0.2.1", 8443, Frames4.ACK, 9));
                sender.send(Frames4.tcp("203.0.113.9", 8444, "192.0.2.1", 5, Frames4.ACK, 9));
                sender.send(Frames4.tcp("198.51.100.7", 1, "192.0.2.1", 8443, Frames4.SYN, 0));
                assertThat(next(capture, new Frame())[47]).isEqualTo((byte) Frames4.SYN);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"set out0 down", "del out0"})
    void anInterfaceThatGoesAwayAndComesBackIsReadAgain(String how) throws Exception {
        Namespace.within(() -> {
            Namespace.cable("in0", "out0");
            try (var capture = open("out0")) {
                Namespace.run("ip link " + how);
                var bringer = Thread.ofPlatform().start(() -> bringBack(how.startsWith("del")));
                var frame = new Frame();
                assertThat(capture.next(frame)).isTrue();
                bringer.join();
                assertThat(said).containsExactly("out0 went away; waiting for it", "out0 is back");
                assertThat(capture.states().getFirst().returns()).isEqualTo(1);
            }
        });
    }

    private void hear(String words) {
        said.add(words);
        news.release();
    }

    /** Inherits the namespace of the thread that starts it. */
    private void bringBack(boolean anew) {
        try {
            news.acquire();
            if (anew) {
                Namespace.cable("in0", "out0");
            } else {
                Namespace.run("ip link set out0 up");
            }
            news.acquire();
            try (var sender = new Sender("in0")) {
                sender.send(numbered(3));
            }
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void anInterfaceThatIsDownFromTheStartIsWaitedFor() throws Exception {
        Namespace.within(() -> {
            Namespace.run("ip link add name in0 type veth peer name out0");
            try (var capture = open("out0")) {
                assertThat(said).containsExactly("out0 is down; waiting for it");
                assertThat(capture.states().getFirst().reading()).isFalse();
            }
        });
    }

    @Test
    void packetsThatFindNoRoomAreCounted() throws Exception {
        Namespace.within(() -> {
            Namespace.cable("in0", "out0");
            int sent = 3 * (1 << 20) / RingV2.SLOT;
            var capture = open(new LiveSettings(List.of("out0"), false, 1, false), OwnTraffic.none());
            try (capture;
                    var sender = new Sender("in0")) {
                for (int i = 0; i < sent; i++) {
                    sender.send(numbered(i));
                }
            }
            var state = capture.states().getFirst();
            assertThat(state.seen()).isEqualTo(sent);
            assertThat(state.lost()).isEqualTo(sent - (1 << 20) / RingV2.SLOT);
        });
    }

    @Test
    void aMirrorPortIsReadPromiscuously() throws Exception {
        Namespace.within(() -> {
            Namespace.cable("in0", "out0");
            try (var capture = open(new LiveSettings(List.of("out0"), true, 1, false), OwnTraffic.none())) {
                assertThat(capture.states().getFirst().reading()).isTrue();
                assertThat(Namespace.run("ip -d link show out0")).contains("promiscuity 1");
            }
        });
    }

    @Test
    void aTunnelWithoutEthernetIsReadAsIp() throws Exception {
        Namespace.within(() -> {
            Namespace.run("ip tuntap add dev tun0 mode tun");
            Namespace.run("ip addr add 10.9.0.1/24 dev tun0");
            Namespace.run("ip link set tun0 up");
            // Nobody holds the other end, so that it has no carrier and is down for those who read.
            try (var capture = open("tun0")) {
                assertThat(capture.states().getFirst().name()).isEqualTo("tun0");
            }
        });
    }

    @Test
    void anUnknownInterfaceIsNamedWithTheNearest() throws Exception {
        Namespace.within(() -> {
            Namespace.cable("in0", "out0");
            assertThatThrownBy(() -> open("outt0"))
                    .hasMessageContaining("live.unknown")
                    .hasMessageContaining("did you mean out0?")
                    .hasMessageContaining("in0, lo, out0");
        });
    }
}
