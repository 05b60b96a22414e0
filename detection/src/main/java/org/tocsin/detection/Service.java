package org.tocsin.detection;

import org.tocsin.kernel.Rejection;

/**
 * One service that a device uses or serves: protocol, port of the serving side, and who the other side is. Never by an IP address: a cloud
 * rotates through hundreds of them, and DHCP moves one's own.
 *
 * @param from lowest port of the serving side
 * @param to highest port
 * @param host of {@link Party#NAMED}, in lower case; else empty
 */
public record Service(Side side, Protocol protocol, int from, int to, Party party, String host) {
    /** Longest host name that is kept. */
    public static final int LONGEST_HOST = 64;

    public static final int HIGHEST_PORT = 0xffff;

    /** Which side the device is on. */
    public enum Side {
        USES(0),
        SERVES(1);

        private final int code;

        Side(int code) {
            this.code = code;
        }

        /** As it is saved. */
        public int code() {
            return code;
        }
    }

    public enum Protocol {
        /** Either, where a document says so. */
        ANY(0),
        TCP(6),
        UDP(17);

        private final int code;

        Protocol(int code) {
            this.code = code;
        }

        /** As it is saved: the number of IP where there is one. */
        public int code() {
            return code;
        }
    }

    /** Who the other side is. */
    public enum Party {
        /** A host outside that was looked up by name. */
        NAMED(0),
        /** A host outside that no name led to, or a client outside. */
        OUTSIDE(1),
        /** A host of the own networks, the router among them: which of them routes is learnt late, and a profile must not depend on it. */
        LOCAL(2),
        /** A multicast group, or everybody on the wire. */
        GROUP(3),
        /** Anybody, where a document says so. */
        ANYBODY(4);

        private final int code;

        Party(int code) {
            this.code = code;
        }

        /** As it is saved. */
        public int code() {
            return code;
        }
    }

    public Service {
        if (from < 0 || to > HIGHEST_PORT || from > to) {
            throw new Rejection("profile.port", from + ".." + to + " is no range of ports");
        }
        if ((party == Party.NAMED) == host.isEmpty() || (!host.isEmpty() && !isHost(host))) {
            throw new Rejection(
                    "profile.host", "a host of 1 to " + LONGEST_HOST + " letters, figures, - _ . is expected");
        }
    }

    /** Whether it is a name that can stand in a profile. */
    public static boolean isHost(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' && c != '_' && c != '.') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= LONGEST_HOST;
    }

    public boolean serves() {
        return side == Side.SERVES;
    }

    /** {@code tcp/443 wu.ring.com}, {@code udp/53 own network}. */
    @Override
    public String toString() {
        return (protocol == Protocol.ANY ? "any" : protocol == Protocol.TCP ? "tcp" : "udp") + ports() + " "
                + switch (party) {
                    case NAMED -> host;
                    case OUTSIDE -> serves() ? "outside" : "outside, no name";
                    case LOCAL -> "own network";
                    case GROUP -> "multicast";
                    case ANYBODY -> "anybody";
                };
    }

    private String ports() {
        if (from == to) {
            return "/" + from;
        }
        return from == 0 && to == HIGHEST_PORT ? "" : "/" + from + "-" + to;
    }
}
