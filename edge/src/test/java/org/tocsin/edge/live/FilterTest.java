package org.tocsin.edge.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tocsin.kernel.Address;

final class FilterTest {
    private static final int OUTGOING = 4;
    private static final OwnTraffic OWN =
            new OwnTraffic(() -> addresses("192.0.2.1", "2001:db8::1"), List.of(8443, 8883), List.of(8444));

    private static List<Address> addresses(String... written) {
        return List.of(written).stream().map(Address::parse).toList();
    }

    @Test
    void theProgramOfALoopbackInterfaceIsAsItWas() {
        assertThat(words(Filter.program(true, true, OwnTraffic.none())))
                .containsExactly(
                        "0028 0 0 fffff004",
                        "0015 1 0 00000004",
                        "0005 0 0 00000001",
                        "0006 0 0 00000000",
                        "0006 0 0 00040000");
    }

    @Test
    void theProgramThatLeavesOneListenerOutIsAsItWas() {
        var own = new OwnTraffic(() -> addresses("192.0.2.1"), List.of(8443), List.of(8444));
        assertThat(words(Filter.program(false, true, own)).subList(0, 19))
                .containsExactly(
                        "0028 0 0 0000000c", // ldh [12]: the type of the frame
                        "0015 2 0 00000800", // IPv4
                        "0015 34 0 000086dd", // IPv6
                        "0006 0 0 00040000", // anything else passes
                        "0030 0 0 00000017", // ldb [23]: the protocol
                        "0015 0 30 00000006", // TCP
                        "0028 0 0 00000014", // ldh [20]: fragment
                        "0045 28 0 00001fff", // a later fragment passes
                        "00b1 0 0 0000000e", // X: length of the IP header
                        "0020 0 0 0000001a", // ld [26]: from us?
                        "0015 3 0 c0000201",
                        "0020 0 0 0000001e", // ld [30]: to us?
                        "0015 6 0 c0000201",
                        "0005 0 0 00000016", // of others: passes
                        "0048 0 0 0000000e", // from: source port
                        "0015 8 0 000020fb",
                        "0048 0 0 00000010", // target port
                        "0015 17 0 000020fc",
                        "0005 0 0 00000011");
    }

    @Test
    void onALoopbackInterfaceTheCopyThatGoesOutIsLeftOut() {
        var program = Filter.program(true, true, OWN);
        var frame = Frames4.tcp("127.0.0.1", 1, "127.0.0.1", 2, Frames4.SYN, 0);
        assertThat(Machine.passes(program, frame, OUTGOING)).isFalse();
        assertThat(Machine.passes(program, frame, 0)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        // who connects to the node is seen, what is said in TLS is not
        "198.51.100.7, 40000, 192.0.2.1, 8443, 2, 0, true",
        "198.51.100.7, 40000, 192.0.2.1, 8443, 16, 0, true",
        "198.51.100.7, 40000, 192.0.2.1, 8443, 24, 100, false",
        "192.0.2.1, 8883, 198.51.100.7, 40000, 24, 1, false",
        "192.0.2.1, 8883, 198.51.100.7, 40000, 17, 10, true",
        // what it says to its peers is none of its own business
        "192.0.2.1, 40000, 203.0.113.9, 8444, 2, 0, false",
        "203.0.113.9, 8444, 192.0.2.1, 40000, 18, 0, false",
        // others who use such ports are seen whole
        "10.0.0.5, 40000, 203.0.113.9, 8444, 24, 100, true",
        "10.0.0.5, 8443, 10.0.0.6, 40000, 24, 100, true",
        "198.51.100.7, 8443, 192.0.2.1, 40000, 24, 100, true",
        "2001:db8::bad, 40000, 2001:db8::1, 8443, 24, 100, false",
        "2001:db8::bad, 40000, 2001:db8::1, 8443, 2, 0, true",
        "2001:db8::1, 40000, 2001:db8::9, 8444, 24, 1, false",
        "2001:db8::bad, 40000, 2001:db8::2, 8443, 24, 100, true",
        "2001:db8::bad, 40000, 2001:db9::1, 8443, 24, 100, true",
    })
    void onlyTheNodesOwnTrafficIsLeftOut(
            String from, int fromPort, String to, int toPort, int flags, int payload, boolean seen) {
        var frame = Frames4.tcp(from, fromPort, to, toPort, flags, payload);
        assertThat(Machine.passes(Filter.program(false, true, OWN), frame, 0)).isEqualTo(seen);
    }

    @Test
    void anOffloadedSegmentWithoutALengthIsPayload() {
        var frame = Frames4.tcp("198.51.100.7", 40_000, "192.0.2.1", 8443, Frames4.ACK, 5_000);
        ByteBuffer.wrap(frame).putShort(16, (short) 0);
        assertThat(Machine.passes(Filter.program(false, true, OWN), frame, 0)).isFalse();
    }

    @Test
    void aLaterFragmentPassesWhateverItsBytesLookLike() {
        var frame = Frames4.tcp("198.51.100.7", 40_000, "192.0.2.1", 8443, Frames4.ACK, 50);
        ByteBuffer.wrap(frame).putShort(20, (short) 0x00b9);
        assertThat(Machine.passes(Filter.program(false, true, OWN), frame, 0)).isTrue();
    }

    @Test
    void aMachineWithManyAddressesStillGetsAProgram() {
        var many = new ArrayList<Address>();
        IntStream.range(0, 300).forEach(i -> many.add(Address.v4(0xc000_0200 + i)));
        IntStream.range(0, 300).forEach(i -> many.add(new Address(0x2001_0db8L << 32, i)));
        var ports = IntStream.range(8_000, 8_050).boxed().toList();
        var program = Filter.program(false, true, new OwnTraffic(() -> many, ports, ports));
        assertThat(program.length / 8).isLessThan(4096);
        var frame = Frames4.tcp("198.51.100.7", 40_000, "192.0.2.0", 8000, Frames4.ACK, 50);
        assertThat(Machine.passes(program, frame, 0)).isFalse();
    }

    private static List<String> words(byte[] program) {
        var bytes = ByteBuffer.wrap(program).order(ByteOrder.nativeOrder());
        var words = new ArrayList<String>();
        while (bytes.hasRemaining()) {
            words.add(String.format(
                    "%04x %d %d %08x", bytes.getShort(), bytes.get() & 0xff, bytes.get() & 0xff, bytes.getInt()));
        }
        return words;
    }
}
