package org.tocsin.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "::, ::",
        "::1, ::1",
        "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "1::, 1::",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "::ffff:192.0.2.1, 192.0.2.1",
        "fe80:0:0:0:0:0:0:1, fe80::1",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221"
    })
    void textIsReadLooselyAndWrittenInOneForm(String text, String shown) {
        assertThat(Address.parse(text)).hasToString(shown);
        assertThat(Address.parse(shown)).isEqualTo(Address.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "01.2.3.4",
                "256.1.1.1",
                "1.2.3.4\n",
                ":::",
                "1::2::3",
                "12345::",
                "1:2:3:4:5:6:7",
                "g::",
                "1:2:3:4:5:6:7:8:9",
                "::1%eth0",
                "example.com",
                "１.2.3.4",
                "1:2:3:4:5:6:7:1.2.3.4"
            })
    void whatIsNoAddressIsRefusedWithoutALookUp(String text) {
        assertThatThrownBy(() -> Address.parse(text)).isInstanceOf(Rejection.class);
    }

    @Test
    void aPrefixHoldsItsHostsAndNoOthers() {
        var prefix = Prefix.parse("10.1.0.0/16");
        assertThat(prefix.contains(Address.parse("10.1.255.255"))).isTrue();
        assertThat(prefix.contains(Address.parse("10.2.0.0"))).isFalse();
        assertThat(Prefix.parse("::/0").contains(Address.parse("10.1.0.0"))).isFalse();
        assertThat(Prefix.parse("2001:db8::/65").contains(Address.parse("2001:db8:0:0:7fff::")))
                .isTrue();
        assertThat(Prefix.parse("2001:db8::/65").contains(Address.parse("2001:db8:0:0:8000::")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::/129"})
    void anImpossiblePrefixIsRefused(String text) {
        assertThatThrownBy(() -> Prefix.parse(text)).isInstanceOf(Rejection.class);
    }

    @Test
    void aFingerprintIsShownAsEightGroupsOfFour() {
        var shown = Fingerprint.hex("00".repeat(19) + "1f" + "ff".repeat(12)).toString();
        assertThat(shown).isEqualTo("aaaa-aaaa-aaaa-aaaa-aaaa-aaaa-aaaa-aaa7");
        assertThat(Fingerprint.hex("ff".repeat(32))).hasToString("7777-7777-7777-7777-7777-7777-7777-7777");
    }

    @Test
    void foreignTextCanNotMoveTheCursor() {
        assertThat(Printable.of("a\u001b[31mb\nc\u202ed")).isEqualTo("a\ufffd[31mb\ufffdc\ufffdd");
    }
}
