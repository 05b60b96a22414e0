package org.tocsin.wire.packet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.capture.LinkType;

final class DecoderTest {
    private static final String MACS = "020000000002" + "020000000001";
    /** 10.0.0.1:1000 to 10.0.0.2:80, SYN, sequence 5. */
    private static final String TCP = "03e8005000000005000000005002ffff00000000";

    private static final String V4 = "45000028000040004006" + "0000" + "0a000001" + "0a000002";
    private static final String V6_ADDRESSES = "20010db8000000000000000000000001" + "20010db8000000000000000000000002";

    @Test
    void aPlainSegmentIsReadWhole() {
        var p = ethernet("0800" + V4 + TCP);
        assertThat(p.protocol()).isEqualTo(Packet.TCP);
        assertThat(p.source()).hasToString("10.0.0.1");
        assertThat(p.target()).hasToString("10.0.0.2");
        assertThat(p.sourcePort()).isEqualTo(1000);
        assertThat(p.targetPort()).isEqualTo(80);
        assertThat(p.has(Packet.SYN)).isTrue();
        assertThat(p.sequence()).isEqualTo(5);
        assertThat(p.payloadLength()).isZero();
        assertThat(p.malformed()).isFalse();
        assertThat(Packet.mac(p.sourceMac())).isEqualTo("02:00:00:00:00:01");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8100007b0800", "88a800058100007b0800", "810000058100007b0800"})
    void tagsDoNotHideAPacket(String tags) {
        var p = ethernet(tags + V4 + TCP);
        assertThat(p.targetPort()).isEqualTo(80);
        assertThat(p.vlan()).isIn(123, 5);
    }

    @Test
    void aTowerOfTagsEnds() {
        assertThat(ethernet("81000001".repeat(300) + "0800" + V4 + TCP).isIp()).isFalse();
    }

    @Test
    void paddingOfAShortFrameIsNoPayload() {
        assertThat(ethernet("0800" + V4 + TCP + "000000000000").payloadLength()).isZero();
    }

    @Test
    void aSnappedCaptureKeepsTheLengthsOfItsHeaders() {
        var bytes = HexFormat.of().parseHex(MACS + "0800" + "450005dc000040004006" + "0000" + "0a0000010a000002" + TCP);
        var p = decode(LinkType.ETHERNET, bytes, bytes.length, 1514);
        assertThat(p.payloadLength()).isEqualTo(1460);
        assertThat(p.payloadCaptured()).isZero();
        assertThat(p.malformed()).isFalse();
    }

    @Test
    void aSegmentOfAnOffloadingCardHasTheLengthOfItsFrame() {
        var p = ethernet("0800" + "45000000000040004006" + "0000" + "0a0000010a000002" + TCP + "61626364");
        assertThat(p.payloadLength()).isEqualTo(4);
    }

    @Test
    void aLyingTotalLengthIsClampedToTheFrame() {
        var p = ethernet("0800" + "4500ffff000040004006" + "0000" + "0a0000010a000002" + TCP);
        assertThat(p.malformed()).isTrue();
        assertThat(p.payloadLength()).isZero();
    }

    @Test
    void aLaterFragmentHasNoPorts() {
        var p = ethernet("0800" + "45000028000000054006" + "0000" + "0a0000010a000002" + TCP);
        assertThat(p.protocol()).isEqualTo(Packet.NONE);
        assertThat(p.fragment()).isTrue();
        assertThat(p.fragmentOffset()).isEqualTo(40);
    }

    @Test
    void aFirstFragmentHasPorts() {
        var p = ethernet("0800" + "45000028000020004006" + "0000" + "0a0000010a000002" + TCP);
        assertThat(p.fragment()).isTrue();
        assertThat(p.targetPort()).isEqualTo(80);
    }

    @Test
    void extensionHeadersDoNotHideATransportHeader() {
        var headers = "3c00000000000000" + "2c00000000000000" + "0600000000000001";
        var p = ethernet("86dd" + "60000000002c0040" + V6_ADDRESSES + headers + TCP);
        assertThat(p.version()).isEqualTo(6);
        assertThat(p.targetPort()).isEqualTo(80);
        assertThat(p.source()).hasToString("2001:db8::1");
    }

    @Test
    void aLoopOfExtensionHeadersEnds() {
        var p = ethernet("86dd" + "6000000008000040" + V6_ADDRESSES + "0000000000000000".repeat(256));
        assertThat(p.malformed()).isTrue();
        assertThat(p.protocol()).isEqualTo(Packet.NONE);
    }

    @Test
    void cookedCapturesKeepTheSender() {
        var sll = HexFormat.of().parseHex("0000000100060200000000010000" + "0800" + V4 + TCP);
        var p = decode(LinkType.LINUX_SLL, sll, sll.length, sll.length);
        assertThat(p.targetPort()).isEqualTo(80);
        assertThat(p.sourceMac()).isEqualTo(0x020000000001L);
        var sll2 = HexFormat.of().parseHex("0800000000000003000100060200000000010000" + V4 + TCP);
        var q = decode(LinkType.LINUX_SLL2, sll2, sll2.length, sll2.length);
        assertThat(q.targetPort()).isEqualTo(80);
        assertThat(q.sourceMac()).isEqualTo(0x020000000001L);
        assertThat(q.targetMac()).isEqualTo(Packet.NO_MAC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"02000000", "00000002"})
    void loopbackIsReadInBothByteOrders(String family) {
        var bytes = HexFormat.of().parseHex(family + V4 + TCP);
        assertThat(decode(LinkType.NULL, bytes, bytes.length, bytes.length).targetPort())
                .isEqualTo(80);
    }

    @Test
    void anArpRequestNamesBothHosts() {
        var p = ethernet("0806" + "0001080006040001" + "020000000001" + "0a000001" + "000000000000" + "0a000009");
        assertThat(p.arpOperation()).isEqualTo(1);
        assertThat(p.source()).hasToString("10.0.0.1");
        assertThat(p.target()).hasToString("10.0.0.9");
        assertThat(p.isIp()).isFalse();
    }

    @Test
    void whereverAFrameIsCutNothingBehindTheCutIsRead() {
        var whole = HexFormat.of()
                .parseHex(MACS + "86dd" + "6000000000240040" + V6_ADDRESSES + "3c00000000000000" + "0600000000000000"
                        + TCP);
        for (int length = 0; length <= whole.length; length++) {
            var p = decode(LinkType.ETHERNET, whole, length, whole.length);
            assertThat(p.payloadCaptured()).isZero();
            assertThat(p.protocol() == Packet.TCP).isEqualTo(length >= whole.length - 6);
        }
    }

    @FuzzTest
    void hostileFramesAreDecodedOrLeftOut(byte[] data) {
        int[] links = {0, 1, 12, 101, 108, 113, 228, 229, 276};
        for (int link : links) {
            var p = decode(link, data, data.length, data.length + 100);
            assertThat(p.payload() + p.payloadCaptured() <= data.length || p.payloadCaptured() == 0)
                    .isTrue();
        }
    }

    private static Packet ethernet(String hex) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(HexFormat.of().parseHex(MACS + hex));
        return decode(LinkType.ETHERNET, out.toByteArray(), out.size(), out.size());
    }

    private static Packet decode(int link, byte[] bytes, int captured, int wire) {
        var frame = new Frame();
        frame.show(bytes, 0, captured, wire, 1, link, 1, 0);
        var packet = new Packet();
        new Decoder().decode(frame, packet);
        return packet;
    }
}
