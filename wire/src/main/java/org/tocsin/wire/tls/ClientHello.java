package org.tocsin.wire.tls;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tocsin.wire.span.Span;

/**
 * The first message of a TLS client. Numbers that are there to be ignored (GREASE, RFC 8701) are left out of all lists.
 *
 * @param version highest that the client offers, as on the wire: 0x0304 is TLS 1.3
 * @param serverName SNI in lower case, empty for none
 * @param ciphers in the client's order
 * @param extensions in the client's order
 * @param signatures signature algorithms in the client's order
 * @param protocols ALPN in the client's order
 * @param whole false if the capture or the segment ends within it; what stood before the cut is there
 */
public record ClientHello(
        int version,
        String serverName,
        List<Integer> ciphers,
        List<Integer> extensions,
        List<Integer> groups,
        List<Integer> signatures,
        List<String> protocols,
        boolean whole) {
    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;
    private static final int RECORD_HEAD = 5;
    private static final int MOST_ITEMS = 256;

    public ClientHello {
        ciphers = List.copyOf(ciphers);
        extensions = List.copyOf(extensions);
        groups = List.copyOf(groups);
        signatures = List.copyOf(signatures);
        protocols = List.copyOf(protocols);
    }

    /** Whether the first bytes of a client are a TLS handshake. */
    public static boolean begins(byte[] bytes, int at, int size) {
        return size >= 6 && bytes[at] == HANDSHAKE && bytes[at + 1] == 3 && bytes[at + 5] == CLIENT_HELLO;
    }

    /** Reads the message of the record that begins there; null if none does. */
    public static @Nullable ClientHello read(byte[] bytes, int at, int size) {
        if (!begins(bytes, at, size)) {
            return null;
        }
        var in = new Span(bytes, at, size);
        in.skip(RECORD_HEAD + 1);
        int length = in.u24();
        boolean whole = length <= in.left();
        var body = in.take(length);
        int legacy = body.u16();
        body.skip(32);
        body.skip(body.u8());
        var offer = new Offer(legacy);
        offer.ciphers.addAll(numbers(body.take(body.u16())));
        body.skip(body.u8());
        if (offer.ciphers.isEmpty()) {
            return null;
        }
        if (body.left() > 0) {
            whole &= offer.extensions(body.take(body.u16()));
        }
        return offer.hello(whole);
    }

    /** Whether it offers only what is broken: nothing newer than TLS 1.1. */
    public boolean outdated() {
        return version < 0x0303;
    }

    static List<Integer> numbers(Span in) {
        var numbers = new ArrayList<Integer>();
        while (in.left() >= 2 && numbers.size() < MOST_ITEMS) {
            int number = in.u16();
            if (!isGrease(number)) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    static boolean isGrease(int number) {
        return (number & 0x0f0f) == 0x0a0a && number >> 8 == (number & 0xff);
    }
}
