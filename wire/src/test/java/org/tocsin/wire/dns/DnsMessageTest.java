package org.tocsin.wire.dns;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.tocsin.kernel.Address;

final class DnsMessageTest {
    private static final String HEADER = "1234" + "8180" + "0001" + "0002" + "0000" + "0000";

    @Test
    void addressesAreTiedToTheNameThatWasAskedFor() {
        var message = read(HEADER
                + name("Cam", "Example", "org") + "00010001"
                + "c00c" + "0001" + "0001" + "0000003c" + "0004" + "c6336407"
                + "c00c" + "001c" + "0001" + "0000003c" + "0010" + "20010db8000000000000000000000001");
        assertThat(message.response()).isTrue();
        assertThat(message.addresses()).isEqualTo(2);
        assertThat(new Address(message.high(0), message.low(0))).hasToString("198.51.100.7");
        assertThat(new Address(message.high(1), message.low(1))).hasToString("2001:db8::1");
        var again = read(HEADER + name("cam", "example", "org") + "00010001");
        assertThat(again.nameHash()).isEqualTo(message.nameHash());
        var sibling = read(HEADER + name("cam2", "example", "org") + "00010001");
        assertThat(sibling.nameHash()).isNotEqualTo(message.nameHash());
        assertThat(sibling.parentHash()).isEqualTo(message.parentHash());
    }

    @Test
    void aNameThatPointsAtItselfEnds() {
        assertThat(new DnsMessage().read(bytes(HEADER + "c00c" + "00010001"), 0, 18))
                .isFalse();
    }

    @Test
    void aNameLongerThanANameIsRefused() {
        var long255 = name("a".repeat(63)).substring(0, 128).repeat(5) + "00";
        assertThat(new DnsMessage().read(bytes(HEADER + long255 + "00010001"), 0, 12 + 321 + 4))
                .isFalse();
    }

    @Test
    void aLyingCountEndsWithTheBytes() {
        var message = read("1234" + "8180" + "0001" + "ffff" + "00000000" + name("a") + "00010001" + "c00c00010001");
        assertThat(message.addresses()).isZero();
    }

    @FuzzTest
    void hostileMessagesAreReadOrNot(byte[] data) {
        var message = new DnsMessage();
        message.read(data, 0, data.length);
        assertThat(message.addresses()).isBetween(0, 32);
    }

    private static DnsMessage read(String hex) {
        var message = new DnsMessage();
        var bytes = bytes(hex);
        assertThat(message.read(bytes, 0, bytes.length)).isTrue();
        return message;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static String name(String... labels) {
        var hex = new StringBuilder();
        for (var label : labels) {
            var text = label.getBytes(StandardCharsets.US_ASCII);
            hex.append(HexFormat.of().toHexDigits((byte) text.length))
                    .append(HexFormat.of().formatHex(text));
        }
        return hex.append("00").toString();
    }
}
