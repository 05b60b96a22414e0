package org.tocsin.wire.packet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.capture.LinkType;

final class FragmentsTest {
    private static final byte[] SEGMENT =
            HexFormat.of().parseHex("03e8001700000005000000065018ffff00000000" + "68656c6c6f2c20776f726c64");
    private static final long SECOND = 1_000_000_000L;

    private final Fragments fragments = new Fragments();

    @Test
    void fragmentsInAnyOrderAreOnePacket() {
        assertThat(take(1, 16, 24, true)).isNull();
        assertThat(take(1, 24, 32, false)).isNull();
        assertThat(take(1, 0, 16, true)).isNotNull().satisfies(FragmentsTest::isTheSegment);
    }

    @Test
    void theSameFragmentTwiceIsNoOverlap() {
        take(1, 0, 16, true);
        take(1, 0, 16, true);
        assertThat(take(1, 16, 32, false)).isNotNull().satisfies(FragmentsTest::isTheSegment);
    }

    @Test
    void fragmentsThatOverlapAreGivenUp() {
        take(1, 0, 16, true);
        take(1, 8, 24, true);
        assertThat(take(1, 16, 32, false)).isNull();
        assertThat(take(1, 24, 32, false)).isNull();
    }

    @Test
    void aSecondLastFragmentIsALie() {
        take(1, 16, 24, false);
        take(1, 16, 32, false);
        assertThat(take(1, 0, 16, true)).isNull();
    }

    /** Ping of death: the end lies behind what any packet can have. */
    @Test
    void aFragmentBeyondAllBoundsIsGivenUp() {
        assertThat(fragments.take(fragment(1, 65_528, new byte[1_000], false, 1), 0))
                .isNull();
        assertThat(take(1, 0, 32, true)).isNull();
    }

    @Test
    void fragmentsOfTwoPacketsAreNotMixed() {
        take(1, 0, 16, true);
        assertThat(take(2, 16, 32, false)).isNull();
        assertThat(take(1, 16, 32, false)).isNotNull();
    }

    @Test
    void noOtherStationPutsAFragmentIn() {
        take(1, 0, 16, true);
        assertThat(fragments.take(fragment(1, 16, part(16, 32), false, 9), 0)).isNull();
    }

    @Test
    void whatIsLateIsThrownAway() {
        take(1, 0, 16, true);
        assertThat(fragments.take(fragment(1, 16, part(16, 32), false, 1), 31 * SECOND))
                .isNull();
    }

    @Test
    void aFloodOfFragmentsIsForgottenOldestFirst() {
        take(1, 0, 16, true);
        for (int i = 0; i < Fragments.DATAGRAMS; i++) {
            take(2 + i, 0, 16, true);
        }
        assertThat(take(1, 16, 32, false)).isNull();
        assertThat(take(2 + Fragments.DATAGRAMS - 1, 16, 32, false)).isNotNull();
    }

    /** Four bytes a fragment: whose, where, how long, and whether it is the last. */
    @FuzzTest
    void hostileFragmentsAreOnePacketOrNone(byte[] data) {
        for (int i = 0; i + 3 < data.length; i += 4) {
            var body = new byte[data[i + 2] & 0xff];
            var whole = fragments.take(
                    fragment(data[i] & 3, (data[i + 1] & 0xff) * 8, body, (data[i + 3] & 1) == 0, 1), i * SECOND);
            assertThat(whole == null || whole.payloadCaptured() <= Fragments.BYTES)
                    .isTrue();
        }
    }

    private @Nullable Packet take(int id, int from, int to, boolean more) {
        return fragments.take(fragment(id, from, part(from, to), more, 1), 0);
    }

    private static byte[] part(int from, int to) {
        return java.util.Arrays.copyOfRange(SEGMENT, from, to);
    }

    private static Packet fragment(int id, int offset, byte[] body, boolean more, int station) {
        var frame = ByteBuffer.allocate(34 + body.length);
        frame.put(11, (byte) station).put(6, (byte) 2).putShort(12, (short) 0x0800);
        frame.put(14, (byte) 0x45).putShort(16, (short) (20 + body.length)).putShort(18, (short) id);
        frame.putShort(20, (short) (offset / 8 | (more ? 0x2000 : 0)));
        frame.put(22, (byte) 64).put(23, (byte) 6).putInt(26, 0x0a000001).putInt(30, 0x0a000002);
        frame.put(34, body);
        var shown = new Frame();
        shown.show(frame.array(), 0, frame.capacity(), frame.capacity(), 7, LinkType.ETHERNET, 1, 0);
        var packet = new Packet();
        new Decoder().decode(shown, packet);
        return packet;
    }

    private static void isTheSegment(Packet whole) {
        assertThat(whole.protocol()).isEqualTo(Packet.TCP);
        assertThat(whole.targetPort()).isEqualTo(23);
        assertThat(whole.sequence()).isEqualTo(5);
        assertThat(whole.payloadLength()).isEqualTo(12);
        assertThat(whole.bytes()[whole.payload()]).isEqualTo((byte) 'h');
        assertThat(whole.source()).hasToString("10.0.0.1");
        assertThat(whole.malformed()).isFalse();
    }
}
