package org.tocsin.detection.detector;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tocsin.wire.packet.Packet;

/**
 * The stations of the segment by their hardware addresses: which device each is, which of them carry what comes from outside, and
 * which go out through another.
 */
final class Macs {
    private static final int PROBES = 8;
    /** Who sends one packet out for so many that it brings in goes out through another. */
    private static final int LEAVING = 8;

    private static final int MOST = 1 << 24;

    private final long[] keys;
    private final @Nullable Actor[] actors;
    /** Packets that it brought from outside, as far as they are counted; 0 for none that routes. */
    private final int[] carried;

    private final int[] left;
    private final int mask;
    /** The routers as a person named them; empty: who sends what comes from outside. */
    private final long[] named;

    Macs(int size, List<Long> named) {
        this.named = named.stream().mapToLong(Long::longValue).toArray();
        keys = new long[size * 2];
        Arrays.fill(keys, Packet.NO_MAC);
        actors = new @Nullable Actor[keys.length];
        carried = new int[keys.length];
        left = new int[keys.length];
        mask = keys.length - 1;
    }

    /** A station's own address: there, not a group's, not the zeros of a loopback device. */
    static boolean usable(long mac) {
        return mac > 0 && (mac >>> 40 & 1) == 0;
    }

    /** Whether it carries what comes from outside. Who goes out through another carries nothing, whatever it sends in the name of outsiders. */
    boolean routes(long mac) {
        if (named.length > 0) {
            return isNamed(mac);
        }
        int at = slot(mac);
        return at >= 0 && carried[at] > 0 && !leaves(at);
    }

    void route(long mac) {
        if (usable(mac)) {
            int at = claim(mac);
            carried[at] = Math.min(MOST, carried[at] + 1);
        }
    }

    /**
     * What it has to say to somebody outside it hands to another station, or it gets what another brings in. A few frames in the name of
     * a router that carries much prove nothing against it.
     */
    void leave(long mac) {
        int at = slot(mac);
        if (at >= 0) {
            left[at] = Math.min(MOST, left[at] + 1);
        }
    }

    private boolean leaves(int at) {
        return left[at] * LEAVING > carried[at];
    }

    /**
     * Whether the two sides of a connection stand behind different stations that answer each other, and a client from outside behind
     * one that does not go out through another. Who can put frames on the segment can speak in the name of both sides, but not
     * without lending its own station to one of them. What a capture does not show (tunnels, loopback, cooked captures) is not asked for.
     *
     * @param client hardware address that the client's frames come from, {@code toServer} the one they go to
     * @param server hardware address that the server's frames come from, {@code toClient} the one they go to
     */
    boolean carry(long client, long toServer, long server, long toClient, boolean outside) {
        if (!usable(client) || !usable(server)) {
            return true;
        }
        boolean straight = client != server && (!usable(toServer) || toServer == server);
        if (outside && named.length > 0) {
            return straight && isNamed(client) && !isNamed(server) && (!usable(toClient) || isNamed(toClient));
        }
        return straight && (!usable(toClient) || toClient == client) && !(outside && leaves(client));
    }

    private boolean isNamed(long mac) {
        for (long one : named) {
            if (one == mac) {
                return true;
            }
        }
        return false;
    }

    private boolean leaves(long mac) {
        int at = slot(mac);
        return at >= 0 && leaves(at);
    }

    @Nullable
    Actor find(long mac) {
        int at = slot(mac);
        return at >= 0 ? actors[at] : null;
    }

    void put(long mac, Actor actor) {
        actors[claim(mac)] = actor;
    }

    private int slot(long mac) {
        int from = (int) Mix.mix(mac);
        for (int i = 0; i < PROBES; i++) {
            if (keys[from + i & mask] == mac) {
                return from + i & mask;
            }
        }
        return -1;
    }

    /** The place of an address; a full neighbourhood loses its first that is no router and no settled device, which is then met anew. */
    private int claim(long mac) {
        int at = slot(mac);
        if (at >= 0) {
            return at;
        }
        int from = (int) Mix.mix(mac);
        int free = from & mask;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < PROBES; i++) {
            int place = from + i & mask;
            var there = actors[place];
            boolean kept = carried[place] > 0 || (there != null && there.settled());
            int worth = keys[place] == Packet.NO_MAC ? 0 : kept ? 2 : 1;
            if (worth < least) {
                least = worth;
                free = place;
            }
        }
        keys[free] = mac;
        actors[free] = null;
        carried[free] = 0;
        left[free] = 0;
        return free;
    }
}
