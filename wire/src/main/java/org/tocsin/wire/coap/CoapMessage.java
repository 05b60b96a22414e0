package org.tocsin.wire.coap;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Bytes;
import org.tocsin.wire.span.Span;

/**
 * One CoAP message. Source: RFC 7252 section 3.
 *
 * @param type how it is delivered
 * @param code class in the upper three bits, detail in the lower five
 * @param token at most 8 bytes
 * @param options in the order of their numbers, as they stand
 * @param payload bytes behind the marker
 */
public record CoapMessage(Type type, int code, int messageId, Bytes token, List<Option> options, int payload) {
    public static final int PORT = 5683;

    /** How a message is delivered. */
    public enum Type {
        CONFIRMABLE,
        NON_CONFIRMABLE,
        ACKNOWLEDGEMENT,
        RESET
    }

    /** One option. */
    public record Option(int number, Bytes value) {}

    private static final int URI_PATH = 11;
    private static final int URI_QUERY = 15;
    private static final int OSCORE = 9;
    private static final int MARKER = 0xff;
    private static final int MOST_OPTIONS = 64;
    private static final int MOST_VALUE = 1_034;

    public CoapMessage {
        options = List.copyOf(options);
    }

    /** A request has code 0.01 to 0.31. */
    public boolean isRequest() {
        return code > 0 && code < 32;
    }

    /** Codes 2.00 to 5.31. */
    public boolean isResponse() {
        return code >= 64;
    }

    /** As people write a code: {@code 2.05}. */
    public String codeWord() {
        return (code >> 5) + "." + (code % 32 < 10 ? "0" : "") + code % 32;
    }

    /** The path of a request, {@code /} for none, one character a byte. */
    public String path() {
        return "/" + joined(URI_PATH, "/");
    }

    /** The query of a request, empty for none. */
    public String query() {
        return joined(URI_QUERY, "&");
    }

    /** Whether it is protected end to end (RFC 8613): then path and payload are not to be seen. */
    public boolean isProtected() {
        return options.stream().anyMatch(option -> option.number() == OSCORE);
    }

    private String joined(int number, String by) {
        return options.stream()
                .filter(option -> option.number() == number)
                .map(option -> new String(option.value().shared(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining(by));
    }

    /** Reads a message; null if it is none: another version, a token or option that lies about its length. */
    public static @Nullable CoapMessage read(byte[] bytes, int at, int size) {
        var in = new Span(bytes, at, size);
        int first = in.u8();
        int code = in.u8();
        int messageId = in.u16();
        int tokenLength = first & 15;
        if (first >> 6 != 1 || tokenLength > 8 || in.cut()) {
            return null;
        }
        var token = Bytes.owning(in.bytes(tokenLength));
        if (in.cut() || (code == 0 && in.read() < size) || (code > 31 && code < 64) || code >= 192) {
            return null;
        }
        var options = new ArrayList<Option>();
        int payload = options(in, options);
        return payload < 0
                ? null
                : new CoapMessage(Type.values()[first >> 4 & 3], code, messageId, token, options, payload);
    }

    /** Reads the options; how many bytes of payload follow, -1 if something lies. */
    private static int options(Span in, List<Option> options) {
        int number = 0;
        while (in.left() > 0) {
            int head = in.u8();
            if (head == MARKER) {
                return in.left() == 0 ? -1 : in.left();
            }
            int delta = extended(in, head >> 4);
            int length = extended(in, head & 15);
            if (delta < 0 || length < 0 || length > MOST_VALUE || options.size() == MOST_OPTIONS) {
                return -1;
            }
            number += delta;
            var value = Bytes.owning(in.bytes(length));
            if (in.cut() || number > 65_535) {
                return -1;
            }
            options.add(new Option(number, value));
        }
        return 0;
    }

    private static int extended(Span in, int nibble) {
        return switch (nibble) {
            case 13 -> in.u8() + 13;
            case 14 -> in.u16() + 269;
            case 15 -> -1;
            default -> nibble;
        };
    }

    @Override
    public String toString() {
        return type + " " + codeWord() + " #" + messageId + " token "
                + HexFormat.of().formatHex(token.shared()) + " " + path();
    }
}
