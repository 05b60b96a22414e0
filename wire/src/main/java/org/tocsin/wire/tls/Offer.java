package org.tocsin.wire.tls;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tocsin.wire.span.Span;

/** Gathers what a ClientHello offers while it is read. */
final class Offer {
    private static final int SERVER_NAME = 0;
    private static final int GROUPS = 10;
    private static final int SIGNATURES = 13;
    private static final int ALPN = 16;
    private static final int VERSIONS = 43;
    private static final int MOST_EXTENSIONS = 128;
    private static final int MOST_PROTOCOLS = 16;
    private static final int MOST_NAME = 255;

    final List<Integer> ciphers = new ArrayList<>();
    private final List<Integer> extensions = new ArrayList<>();
    private List<Integer> groups = List.of();
    private List<Integer> signatures = List.of();
    private final List<String> protocols = new ArrayList<>();
    private String serverName = "";
    private int version;

    Offer(int legacyVersion) {
        version = legacyVersion;
    }

    /** Reads them as far as they are there; whether all are. */
    boolean extensions(Span in) {
        while (in.left() >= 4 && extensions.size() < MOST_EXTENSIONS) {
            int type = in.u16();
            int length = in.u16();
            if (length > in.left()) {
                return false;
            }
            var value = in.take(length);
            if (!ClientHello.isGrease(type)) {
                extensions.add(type);
                extension(type, value);
            }
        }
        return in.left() == 0;
    }

    private void extension(int type, Span value) {
        switch (type) {
            case SERVER_NAME -> serverName(value.take(value.u16()));
            case GROUPS -> groups = ClientHello.numbers(value.take(value.u16()));
            case SIGNATURES -> signatures = ClientHello.numbers(value.take(value.u16()));
            case ALPN -> protocols(value.take(value.u16()));
            case VERSIONS ->
                version = ClientHello.numbers(value.take(value.u8())).stream().reduce(0, Math::max);
            default -> {}
        }
    }

    private void serverName(Span list) {
        if (list.u8() == 0) {
            serverName = list.text(Math.min(list.u16(), MOST_NAME)).toLowerCase(Locale.ROOT);
        }
    }

    private void protocols(Span list) {
        while (list.left() > 0 && protocols.size() < MOST_PROTOCOLS) {
            protocols.add(list.text(list.u8()));
        }
    }

    ClientHello hello(boolean whole) {
        return new ClientHello(version, serverName, ciphers, extensions, groups, signatures, protocols, whole);
    }
}
