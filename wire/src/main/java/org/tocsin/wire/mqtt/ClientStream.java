package org.tocsin.wire.mqtt;

/**
 * Follows what an MQTT client sends, MQTT 3.1, 3.1.1 and 5, as far as it takes to see abuse: which packets come, how often, and which of
 * them no client may send. Reads bytes in order, in pieces of any size; of a packet at most {@value #HEAD} bytes are kept. Stops at the
 * first violation, as a broker does, and where bytes are missing, since a packet's border can't be found again.
 */
public final class ClientStream {
    public static final int PORT = 1883;

    /** Enough for a CONNECT up to its keep-alive and for the names of topics that tell abuse. */
    private static final int HEAD = 128;

    private static final int MOST_SHIFT = 21;
    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int PUBREL = 6;
    private static final int SUBSCRIBE = 8;
    private static final int UNSUBSCRIBE = 10;
    private static final int PINGREQ = 12;
    private static final int DISCONNECT = 14;
    private static final int AUTH = 15;
    private static final int V5 = 5;

    /** What no client may send. */
    public enum Violation {
        BEFORE_CONNECT("a message before CONNECT (3.1)"),
        SECOND_CONNECT("a second CONNECT (3.1.0-2)"),
        RESERVED_TYPE("a packet of a reserved type (2.1.2)"),
        SERVERS_PACKET("a packet that only a server sends (2.1.2)"),
        FLAGS("flags that are reserved (2.2.2-2)"),
        LENGTH("a length that lies (2.2.3)"),
        TOPIC("a topic that can't be published to (3.3.2-2)"),
        /** Makers' own, {@code $aws/...}, have levels and are left alone. */
        RESERVED_TOPIC("a topic that is the server's own (4.7.2)");

        private final String words;

        Violation(String words) {
            this.words = words;
        }

        /** In words, with the section of MQTT 3.1.1. */
        public String words() {
            return words;
        }
    }

    /** Hears what a client does. */
    public interface Listener {
        /**
         * @param keepAlive seconds; 0 for none
         * @param client hash of the client identifier, as far as it is read; 0 for none
         */
        void connects(int keepAlive, long client);

        void publishes();

        /** @param everything one of the filters is {@code #} or {@code $SYS/#} */
        void subscribes(boolean everything);

        /** Any other packet. */
        void speaks();

        /** The end of what is read. */
        void violates(Violation how);
    }

    private final Listener listener;
    private final byte[] head = new byte[HEAD];
    private boolean over;
    private boolean introduced;
    private int version;
    /** First byte of the packet in hand, or -1 between two. */
    private int first = -1;

    private int length;
    private int shift;
    private boolean inBody;
    private int left;
    private int kept;

    public ClientStream(Listener listener) {
        this.listener = listener;
    }

    /**
     * Whether the first bytes of a client are MQTT: a CONNECT, or at MQTT's own port another packet of a client. What else comes to that
     * port is another protocol's, and no violation of this one.
     */
    public static boolean begins(byte[] b, int at, int size, int port) {
        if (size < 2) {
            return false;
        }
        if (b[at] == CONNECT << 4) {
            return named(b, at, size);
        }
        int type = b[at] >> 4 & 15;
        boolean topical = type == PUBLISH || type == SUBSCRIBE || type == UNSUBSCRIBE;
        boolean bare = (b[at] & 0xff) == PINGREQ << 4 && b[at + 1] == 0 && size == 2;
        return port == PORT
                && (bare || (topical && flagged(b[at] & 0xff, 0) && b[at + 1] + 2 == size && text(b, at, size, type)));
    }

    private static boolean named(byte[] b, int at, int size) {
        for (int i = at + 2; i < at + Math.min(size - 3, 6); i++) {
            if (b[i] == 0 && (b[i + 1] == 4 || b[i + 1] == 6) && b[i + 2] == 'M') {
                return true;
            }
        }
        return false;
    }

    /** Whether a name of printable characters stands where a topic does. */
    private static boolean text(byte[] b, int at, int size, int type) {
        int from = at + (type == PUBLISH ? 2 : 4);
        int end = at + size;
        if (from + 2 >= end) {
            return false;
        }
        int name = (b[from] & 0xff) << 8 | (b[from + 1] & 0xff);
        boolean fits = name > 0 && from + 2 + name <= end;
        for (int i = from + 2; fits && i < from + 2 + name; i++) {
            fits = b[i] >= ' ' && b[i] != 127;
        }
        return fits;
    }

    /** The next bytes of the client. */
    public void take(byte[] b, int from, int size) {
        int at = from;
        int end = from + size;
        while (at < end && !over) {
            if (!inBody) {
                header(b[at++] & 0xff);
            } else {
                int step = Math.min(end - at, left);
                int keep = Math.min(step, HEAD - kept);
                System.arraycopy(b, at, head, kept, keep);
                kept += keep;
                left -= step;
                at += step;
            }
            if (inBody && left == 0) {
                inBody = false;
                packet();
                first = -1;
            }
        }
    }

    /** Bytes are missing. */
    public void gap() {
        over = true;
    }

    /** Whether a CONNECT has come whole. */
    public boolean introduced() {
        return introduced;
    }

    private void header(int octet) {
        if (first < 0) {
            first = octet;
            length = 0;
            shift = 0;
            kept = 0;
            type(octet >> 4);
            return;
        }
        length |= (octet & 0x7f) << shift;
        if (octet < 0x80) {
            inBody = true;
            left = length;
        } else if (shift == MOST_SHIFT) {
            violates(Violation.LENGTH);
        }
        shift += 7;
    }

    private void type(int type) {
        if (type == 0 || (type == AUTH && introduced && version < V5)) {
            violates(Violation.RESERVED_TYPE);
        } else if (type == 2 || type == 9 || type == 11 || type == 13) {
            violates(Violation.SERVERS_PACKET);
        } else if (!introduced && type != CONNECT) {
            violates(Violation.BEFORE_CONNECT);
        } else if (introduced && type == CONNECT) {
            violates(Violation.SECOND_CONNECT);
        } else if (!flagged(first, version)) {
            violates(Violation.FLAGS);
        }
    }

    /** MQTT 3.1 let clients mark repeated requests as such. */
    private static boolean flagged(int first, int version) {
        int flags = first & 15;
        return switch (first >> 4) {
            case PUBLISH -> (flags & 6) != 6;
            case PUBREL, SUBSCRIBE, UNSUBSCRIBE -> flags == 2 || (version == 3 && flags == 10);
            default -> flags == 0;
        };
    }

    private void packet() {
        switch (first >> 4) {
            case CONNECT -> connect();
            case PUBLISH -> publish();
            case SUBSCRIBE -> subscribe();
            case PINGREQ -> bare();
            case DISCONNECT -> {
                if (version < V5) {
                    bare();
                }
            }
            default -> listener.speaks();
        }
    }

    private void bare() {
        if (length != 0) {
            violates(Violation.LENGTH);
        } else {
            listener.speaks();
        }
    }

    private void connect() {
        int name = length < 2 ? 0 : u16(0);
        if (length < name + 6 || name > 6) {
            violates(Violation.LENGTH);
            return;
        }
        introduced = true;
        version = head[name + 2] & 0x7f;
        int flags = head[name + 3] & 0xff;
        if ((flags & 1) != 0 || (flags & 0x18) == 0x18) {
            violates(Violation.FLAGS);
            return;
        }
        listener.connects(u16(name + 4), identifier(name + 6));
    }

    /** FNV-1a of what stands behind the keep-alive, and in version 5 behind the properties. */
    private long identifier(int behind) {
        int at = version == V5 ? behindProperties(behind) : behind;
        int size = at + 2 > kept ? 0 : u16(at);
        int end = Math.min(at + 2 + size, kept);
        long hash = size == 0 ? 0 : 0xcbf29ce484222325L;
        for (int i = at + 2; i < end; i++) {
            hash = (hash ^ (head[i] & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    private void publish() {
        int name = length < 2 ? -1 : u16(0);
        if (name < 0 || name + 2 > length) {
            violates(Violation.LENGTH);
            return;
        }
        boolean plain = name > 0 || version == V5;
        boolean levels = false;
        int end = Math.min(2 + name, kept);
        for (int i = 2; plain && i < end; i++) {
            plain = head[i] != '#' && head[i] != '+' && head[i] != 0;
            levels |= head[i] == '/';
        }
        if (!plain) {
            violates(Violation.TOPIC);
        } else if (name > 0 && head[2] == '$' && !levels && 2 + name <= kept) {
            violates(Violation.RESERVED_TOPIC);
        } else {
            listener.publishes();
        }
    }

    private void subscribe() {
        int at = version == V5 ? behindProperties(2) : 2;
        if (at + 3 > length) {
            violates(Violation.LENGTH);
            return;
        }
        boolean everything = false;
        while (at + 2 <= kept) {
            int name = u16(at);
            everything |= is(at + 2, name, "#") || is(at + 2, name, "$SYS/#");
            at += 2 + name + 1;
        }
        listener.subscribes(everything);
    }

    private boolean is(int at, int size, String text) {
        boolean same = size == text.length() && at + size <= kept;
        for (int i = 0; same && i < size; i++) {
            same = head[at + i] == text.charAt(i);
        }
        return same;
    }

    private int behindProperties(int from) {
        int size = 0;
        int at = from;
        for (int bits = 0; bits <= MOST_SHIFT && at < kept; bits += 7) {
            byte b = head[at++];
            size |= (b & 0x7f) << bits;
            if (b >= 0) {
                return at + size;
            }
        }
        return at;
    }

    private int u16(int at) {
        return (head[at] & 0xff) << 8 | (head[at + 1] & 0xff);
    }

    private void violates(Violation how) {
        over = true;
        listener.violates(how);
    }
}
