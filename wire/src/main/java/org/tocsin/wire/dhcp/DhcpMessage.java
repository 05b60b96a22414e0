package org.tocsin.wire.dhcp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tocsin.wire.span.Span;

/**
 * One DHCP message for IPv4.
 *
 * @param type option 53: 1 discover, 2 offer, 3 request, 5 ack, 6 nak, 8 inform; 0 in plain BOOTP
 * @param transaction chosen by the client
 * @param clientMac 48 bits
 * @param yours address that is given, 0 for none; the 32 bits of IPv4, as all addresses here
 * @param requested option 50, 0 for none
 * @param server option 54, 0 for none
 * @param router option 3, its first, 0 for none
 * @param resolver option 6, its first, 0 for none
 * @param hostName option 12, empty for none, one character a byte
 * @param vendorClass option 60, empty for none
 * @param wishes option 55 in its order: which options the client asks for; it differs from system to system
 */
public record DhcpMessage(
        int type,
        long transaction,
        long clientMac,
        int yours,
        int requested,
        int server,
        int router,
        int resolver,
        String hostName,
        String vendorClass,
        List<Integer> wishes) {
    public static final int SERVER_PORT = 67;
    public static final int CLIENT_PORT = 68;

    public static final int DISCOVER = 1;
    public static final int OFFER = 2;
    public static final int REQUEST = 3;
    public static final int ACK = 5;

    private static final int FIXED = 236;
    private static final long COOKIE = 0x63825363L;
    private static final int MOST_TEXT = 255;
    private static final int ETHERNET = 1;

    public DhcpMessage {
        wishes = List.copyOf(wishes);
    }

    /** Whether a server speaks. */
    public boolean fromServer() {
        return type == OFFER || type == ACK || type == 6;
    }

    /** Reads a message; null if it is none. Options behind a cut are missing, those before it are kept. */
    public static @Nullable DhcpMessage read(byte[] bytes, int at, int size) {
        var in = new Span(bytes, at, size);
        int operation = in.u8();
        int hardware = in.u8();
        int length = in.u8();
        in.skip(1);
        long transaction = in.u32();
        in.skip(8);
        int yours = (int) in.u32();
        in.skip(8);
        long mac = (long) in.u16() << 32 | in.u32();
        in.skip(FIXED - in.read());
        if ((operation != 1 && operation != 2) || in.u32() != COOKIE || in.cut()) {
            return null;
        }
        var options = new Options();
        options.read(in);
        boolean known = hardware == ETHERNET && length == 6;
        return options.message(transaction, known ? mac : 0, yours);
    }

    private static final class Options {
        private int type;
        private int requested;
        private int server;
        private int router;
        private int resolver;
        private String hostName = "";
        private String vendorClass = "";
        private final List<Integer> wishes = new ArrayList<>();

        private void read(Span in) {
            while (in.left() > 0) {
                int code = in.u8();
                if (code == 255) {
                    return;
                }
                if (code != 0) {
                    option(code, in.take(in.u8()));
                }
            }
        }

        private void option(int code, Span value) {
            switch (code) {
                case 3 -> router = (int) value.u32();
                case 6 -> resolver = (int) value.u32();
                case 12 -> hostName = value.text(Math.min(value.left(), MOST_TEXT));
                case 50 -> requested = (int) value.u32();
                case 53 -> type = value.u8();
                case 54 -> server = (int) value.u32();
                case 55 -> {
                    while (value.left() > 0 && wishes.size() < MOST_TEXT) {
                        wishes.add(value.u8());
                    }
                }
                case 60 -> vendorClass = value.text(Math.min(value.left(), MOST_TEXT));
                default -> {}
            }
        }

        private DhcpMessage message(long transaction, long mac, int yours) {
            return new DhcpMessage(
                    type, transaction, mac, yours, requested, server, router, resolver, hostName, vendorClass, wishes);
        }
    }
}
