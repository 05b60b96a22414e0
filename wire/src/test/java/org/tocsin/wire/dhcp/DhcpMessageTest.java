package org.tocsin.wire.dhcp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DhcpMessageTest {
    private static final String HEAD = "01010600" + "12345678" + "00000000" + "00000000" + "c0a80005" + "00000000"
            + "00000000" + "020000000102" + "00".repeat(10) + "00".repeat(192) + "63825363";

    @Test
    void aRequestSaysWhoTheDeviceIs() {
        var message = requireNonNull(
                read(HEAD + "350103" + "3204c0a80005" + "0c0363616d" + "3c0475646863" + "3703010306" + "ff"));
        assertThat(message.type()).isEqualTo(DhcpMessage.REQUEST);
        assertThat(message.clientMac()).isEqualTo(0x020000000102L);
        assertThat(message.requested()).isEqualTo(0xc0a80005);
        assertThat(message.hostName()).isEqualTo("cam");
        assertThat(message.vendorClass()).isEqualTo("udhc");
        assertThat(message.wishes()).containsExactly(1, 3, 6);
        assertThat(message.fromServer()).isFalse();
    }

    @Test
    void anAnswerSaysWhoServes() {
        var message = requireNonNull(read(
                HEAD.replaceFirst("^01", "02") + "350105" + "3604c0a80001" + "0304c0a80001" + "060408080808" + "ff"));
        assertThat(message.fromServer()).isTrue();
        assertThat(message.yours()).isEqualTo(0xc0a80005);
        assertThat(message.server()).isEqualTo(0xc0a80001);
        assertThat(message.router()).isEqualTo(0xc0a80001);
        assertThat(message.resolver()).isEqualTo(0x08080808);
    }

    @Test
    void anOptionThatLiesAboutItsLengthEndsTheOptions() {
        var message = requireNonNull(read(HEAD + "350101" + "0cff63616d"));
        assertThat(message.hostName()).isEqualTo("cam");
    }

    @Test
    void otherCookiesAreNone() {
        assertThat(requireNonNull(read(HEAD + "ff")).type()).isZero();
        assertThat(read(HEAD.substring(0, HEAD.length() - 8) + "00000000350101ff"))
                .isNull();
        assertThat(read(HEAD.substring(0, 200))).isNull();
        assertThat(read("")).isNull();
    }

    @FuzzTest
    void hostileMessagesAreReadOrNot(byte[] data) {
        var message = DhcpMessage.read(data, 0, data.length);
        if (message != null) {
            assertThat(message.hostName()).hasSizeLessThanOrEqualTo(255);
        }
    }

    private static @Nullable DhcpMessage read(String hex) {
        var bytes = HexFormat.of().parseHex(hex);
        return DhcpMessage.read(bytes, 0, bytes.length);
    }
}
