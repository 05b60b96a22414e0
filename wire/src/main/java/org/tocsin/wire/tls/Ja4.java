package org.tocsin.wire.tls;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tocsin.kernel.Digest;

/**
 * JA4, the fingerprint of a TLS client over TCP: programs built alike offer alike, whatever address they have. Source: FoxIO's JA4
 * technical details.
 */
public final class Ja4 {
    private static final int SERVER_NAME = 0;
    private static final int ALPN = 16;
    private static final int MOST_COUNT = 99;
    private static final int HASH = 12;
    private static final String NOTHING = "0".repeat(HASH);

    private static final HexFormat HEX = HexFormat.of();

    private Ja4() {}

    /** Like {@code t13d1516h2_8daaf6152771_e5627efa2ab1}; of a hello that is cut off it would be another client's. */
    public static String of(ClientHello hello) {
        return head(hello) + "_" + ciphers(hello) + "_" + extensions(hello);
    }

    private static String head(ClientHello hello) {
        return "t" + version(hello.version())
                + (hello.extensions().contains(SERVER_NAME) ? "d" : "i")
                + count(hello.ciphers().size())
                + count(hello.extensions().size())
                + alpn(hello);
    }

    private static String version(int version) {
        return switch (version) {
            case 0x0304 -> "13";
            case 0x0303 -> "12";
            case 0x0302 -> "11";
            case 0x0301 -> "10";
            case 0x0300 -> "s3";
            default -> "00";
        };
    }

    private static String count(int count) {
        return String.format(Locale.ROOT, "%02d", Math.min(count, MOST_COUNT));
    }

    private static String alpn(ClientHello hello) {
        if (hello.protocols().isEmpty() || hello.protocols().getFirst().isEmpty()) {
            return "00";
        }
        var first = hello.protocols().getFirst();
        char from = first.charAt(0);
        char to = first.charAt(first.length() - 1);
        if (plain(from) && plain(to)) {
            return "" + from + to;
        }
        return "" + Character.forDigit(from >> 4 & 15, 16) + Character.forDigit(to & 15, 16);
    }

    private static boolean plain(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static String ciphers(ClientHello hello) {
        return hello.ciphers().isEmpty()
                ? NOTHING
                : hash(hex(hello.ciphers().stream().sorted()));
    }

    private static String extensions(ClientHello hello) {
        var sorted = hex(hello.extensions().stream()
                .filter(type -> type != SERVER_NAME && type != ALPN)
                .sorted());
        if (sorted.isEmpty() && hello.signatures().isEmpty()) {
            return NOTHING;
        }
        return hash(hello.signatures().isEmpty() ? sorted : sorted + "_" + hex(hello.signatures().stream()));
    }

    private static String hex(Stream<Integer> numbers) {
        return numbers.map(number -> HEX.toHexDigits(number.shortValue())).collect(Collectors.joining(","));
    }

    private static String hash(String text) {
        return Digest.hash(text.getBytes(StandardCharsets.US_ASCII)).toString().substring(0, HASH);
    }
}
