package org.tocsin.wire.tls;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ClientHelloTest {
    private static final String CIPHERS =
            "0a0a 1301 1302 1303 c02b c02f c02c c030 cca9 cca8 c013 c014 009c 009d 002f 0035".replace(" ", "");
    private static final String SIGNATURES = "04030804040105030805050108060601";

    /** The browser of FoxIO's own description of JA4, its lists put into a message. */
    @Test
    void thePublishedFingerprintOfABrowserIsReproduced() {
        var hello = requireNonNull(read(record(CIPHERS, browserExtensions())));
        assertThat(hello.whole()).isTrue();
        assertThat(hello.serverName()).isEqualTo("cam.example");
        assertThat(Ja4.of(hello)).isEqualTo("t13d1516h2_8daaf6152771_e5627efa2ab1");
    }

    @Test
    void anOldClientWithoutExtensionsIsToldAsSuch() {
        var hello = requireNonNull(read(record("002f0035", "")));
        assertThat(hello.serverName()).isEmpty();
        assertThat(hello.extensions()).isEmpty();
        assertThat(Ja4.of(hello)).startsWith("t12i020000_").endsWith("_000000000000");
    }

    @Test
    void aHelloThatIsCutOffKeepsWhatCameBeforeAndSaysSo() {
        var whole = record(CIPHERS, browserExtensions());
        var hello = requireNonNull(read(whole.substring(0, whole.length() - 60)));
        assertThat(hello.whole()).isFalse();
        assertThat(hello.serverName()).isEqualTo("cam.example");
    }

    @Test
    void whatIsNoHelloIsNone() {
        assertThat(read("")).isNull();
        assertThat(read("1603010004" + "02000000")).isNull();
        assertThat(read("1703030010" + "00".repeat(16))).isNull();
        assertThat(read("16030100040100ffff0303")).isNull();
    }

    @FuzzTest
    void hostileHellosAreReadOrNot(byte[] data) {
        var hello = ClientHello.read(data, 0, data.length);
        if (hello != null) {
            assertThat(Ja4.of(hello)).hasSize(36);
            assertThat(hello.serverName()).hasSizeLessThanOrEqualTo(255);
        }
    }

    private static String browserExtensions() {
        return Stream.of(
                        extension("1a1a", ""),
                        extension(
                                "0000",
                                "000e" + "00" + "000b"
                                        + HexFormat.of()
                                                .formatHex("cam.example"
                                                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII))),
                        extension("0017", ""),
                        extension("ff01", "00"),
                        extension("000a", "0008" + "2a2a001d00170018"),
                        extension("000b", "0100"),
                        extension("0023", ""),
                        extension("0010", "000c" + "026832" + "08687474702f312e31"),
                        extension("0005", "0100000000"),
                        extension("000d", "0010" + SIGNATURES),
                        extension("0012", ""),
                        extension("0033", "0000"),
                        extension("002d", "0101"),
                        extension("002b", "06" + "3a3a03040303"),
                        extension("001b", "020002"),
                        extension("4469", "0003026832"),
                        extension("0015", "00"))
                .collect(Collectors.joining());
    }

    private static String extension(String type, String value) {
        return type + hex16(value.length() / 2) + value;
    }

    private static String record(String ciphers, String extensions) {
        var body = "0303" + "11".repeat(32) + "00" + hex16(ciphers.length() / 2) + ciphers + "0100"
                + (extensions.isEmpty() ? "" : hex16(extensions.length() / 2) + extensions);
        var handshake = "01" + "00" + hex16(body.length() / 2) + body;
        return "160301" + hex16(handshake.length() / 2) + handshake;
    }

    private static String hex16(int number) {
        return HexFormat.of().toHexDigits((short) number);
    }

    private static @Nullable ClientHello read(String hex) {
        var bytes = HexFormat.of().parseHex(hex);
        return ClientHello.read(bytes, 0, bytes.length);
    }
}
