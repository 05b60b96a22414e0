package org.tocsin.detection.detector;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tocsin.wire.packet.Packet;

/**
 * Finds who sent a packet. A device is its hardware address; IP addresses only lead to it and move with it (DHCP). Behind a
 * router, known by sending from outside addresses, the IP address is all there is. Two bounded tables of sets of eight, one for
 * ours and one for strangers, so that a flood of forged strangers can't push a device out.
 */
final class Actors {
    private static final int WAYS = 8;
    /** Strangers are remembered only while they act. */
    private static final int STRANGERS = 1 << 14;
    /** So long a device that falls silent keeps its address. */
    private static final long HELD = 600_000_000_000L;

    private final Networks networks;
    private final Table ours;
    private final Table strangers;
    private final Macs macs;
    private final Map<String, Profiles.Taught> taught = new HashMap<>();
    private @Nullable Actor latest;
    private long latestMac;

    /** @param seed unpredictable, so that nobody can choose addresses that push another out */
    Actors(Networks networks, List<Long> routers, int devices, long seed) {
        this.networks = networks;
        int size = Math.max(64, Integer.highestOneBit(Math.max(1, devices - 1)) << 1);
        this.ours = new Table(size, seed);
        this.strangers = new Table(STRANGERS, seed);
        this.macs = new Macs(size, routers);
    }

    boolean inside(long high, long low) {
        return networks.inside(high, low);
    }

    /** The sender of an IP packet, new if need be; null where nobody in particular sent it. */
    @Nullable
    Actor sender(Packet p, long now) {
        var cached = latest;
        if (cached != null
                && cached.low == p.sourceLow()
                && cached.high == p.sourceHigh()
                && latestMac == p.sourceMac()) {
            return cached;
        }
        var found = sender(p.sourceHigh(), p.sourceLow(), p.sourceMac(), now);
        if (found != null && !found.inside && macs.routes(p.sourceMac()) && p.targetMac() != p.sourceMac()) {
            macs.leave(p.targetMac());
        }
        return found;
    }

    /** As above, by address and station. */
    @Nullable
    Actor sender(long high, long low, long mac, long now) {
        if (Networks.nobody(high, low)) {
            return null;
        }
        boolean inside = networks.inside(high, low);
        if (!inside) {
            macs.route(mac);
        }
        var found = inside ? ours.find(high, low) : strangers.find(high, network(high, low));
        if (found != null
                && found.mac != Packet.NO_MAC
                && Macs.usable(mac)
                && found.mac != mac
                && isHeld(found, high, low, now)) {
            // Through a router comes nobody who stands here; who uses an address that another holds is himself, without
            // it.
            return macs.routes(mac) ? null : guest(mac, now);
        }
        if (found == null || moved(found, mac)) {
            found = inside ? own(mac, high, low, now) : born(Packet.NO_MAC, false, high, low, now);
            (inside ? ours : strangers).put(high, inside ? low : network(high, low), found, now);
        } else if (found.mac != Packet.NO_MAC && macs.routes(found.mac)) {
            found.mac = Packet.NO_MAC;
            found.high = high;
            found.low = low;
        }
        if (found.mac != Packet.NO_MAC || !inside) {
            found.high = high;
            found.low = low;
        }
        latest = found;
        latestMac = mac;
        return found;
    }

    /**
     * The sender of an ARP packet; null where it names another station than its frame comes from. Bridges that rewrite addresses do that,
     * and so does who wants another to be blamed.
     */
    @Nullable
    Actor station(Packet p, long now) {
        long mac = p.arpSenderMac();
        if (Macs.usable(p.sourceMac()) && p.sourceMac() != mac) {
            return null;
        }
        boolean named = !Networks.nobody(p.sourceHigh(), p.sourceLow()) && inside(p.sourceHigh(), p.sourceLow());
        if (named) {
            return sender(p, now);
        }
        return Macs.usable(mac) && !macs.routes(mac) ? own(mac, p.sourceHigh(), p.sourceLow(), now) : null;
    }

    /** Whoever has a network of IPv6 has all its addresses: outside, a /64 is one. */
    private static long network(long high, long low) {
        return high == 0 ? low : 0;
    }

    /** One of ours that has been seen sending from that address. */
    @Nullable
    Actor find(long high, long low) {
        return networks.inside(high, low) ? ours.find(high, low) : strangers.find(high, network(high, low));
    }

    boolean routes(long mac) {
        return macs.routes(mac);
    }

    /**
     * One of ours may speak to the outside: then its station does, whatever it has passed for before. Looked at where something begins,
     * or belongs to nothing: whoever reaches the outside at all, by pings or by datagrams with few hops left as well, must not pass for
     * the station that carries the outside in. From an address of the link (RFC 4291, 3927) nobody gets out: a router that looks for its
     * neighbours by them stays one.
     */
    void goesOut(Packet p, Actor sender) {
        if (sender.inside
                && !inside(p.targetHigh(), p.targetLow())
                && !Networks.ofTheLink(p.sourceHigh(), p.sourceLow())
                && Macs.usable(p.sourceMac())
                && Macs.usable(p.targetMac())
                && p.targetMac() != p.sourceMac()) {
            macs.leave(p.sourceMac());
        }
    }

    /** As {@link Macs#carry}, of a packet of the client and the stations that the server's answer came from and went to. */
    boolean carry(Packet ofClient, long server, long toClient) {
        boolean outside = !inside(ofClient.sourceHigh(), ofClient.sourceLow());
        return macs.carry(ofClient.sourceMac(), ofClient.targetMac(), server, toClient, outside);
    }

    /** A device by its hardware address, if it has been met. */
    @Nullable
    Actor device(long mac) {
        return macs.find(mac);
    }

    /** An IP address came from another hardware address than before: the device behind it is another. */
    private boolean moved(Actor found, long mac) {
        return found.inside
                && Macs.usable(mac)
                && found.mac != mac
                && found.mac != Packet.NO_MAC
                && !macs.routes(mac)
                && !macs.routes(found.mac);
    }

    /** Whether a device of ours has used an address of its own lately: until it falls silent, nobody takes it over. */
    private boolean isHeld(Actor found, long high, long low, long now) {
        return found.inside
                && found.low == low
                && found.high == high
                && found.settled()
                && now - found.lastSeen < HELD
                && !macs.routes(found.mac);
    }

    /** A station by its hardware address alone; its address stays what it was, none if it has none. */
    private Actor guest(long mac, long now) {
        var known = macs.find(mac);
        if (known == null) {
            known = born(mac, true, 0, 0, now);
            macs.put(mac, known);
        }
        return known;
    }

    private Actor own(long mac, long high, long low, long now) {
        if (!Macs.usable(mac) || macs.routes(mac)) {
            return born(Packet.NO_MAC, true, high, low, now);
        }
        var known = macs.find(mac);
        if (known == null) {
            known = born(mac, true, high, low, now);
            macs.put(mac, known);
        }
        return known;
    }

    private Actor born(long mac, boolean inside, long high, long low, long now) {
        var actor = new Actor(mac, inside, high, low, now);
        var saved = taught.isEmpty() ? null : taught.get(actor.id());
        if (saved != null) {
            actor.taught = saved.complete();
            for (int peer : saved.peers()) {
                actor.known.add(peer, true);
            }
            actor.habits = saved.profile() == null ? null : Habits.restored(saved.profile());
            for (int name : saved.names()) {
                actor.names.add(name);
            }
        }
        return actor;
    }

    /** What a device was taught before, for when it is met. */
    void teach(String id, Profiles.Taught profile) {
        taught.put(id, profile);
    }

    Map<String, Profiles.Taught> taught() {
        return taught;
    }

    /** All that are tracked, ours first. */
    void forEach(Consumer<Actor> visitor) {
        Set<Actor> seen = new HashSet<>();
        ours.forEach(a -> {
            if (seen.add(a)) {
                visitor.accept(a);
            }
        });
        strangers.forEach(visitor);
    }

    /** IP address to actor. */
    private static final class Table {
        /** More than any age. */
        private static final long CLASS = Long.MAX_VALUE >> 2;

        private final long[] highs;
        private final long[] lows;
        private final @Nullable Actor[] actors;
        private final int sets;
        private final long seed;

        Table(int size, long seed) {
            this.seed = seed;
            highs = new long[size];
            lows = new long[size];
            actors = new @Nullable Actor[size];
            sets = size / WAYS;
        }

        @Nullable
        Actor find(long high, long low) {
            int set = set(high, low);
            for (int i = set; i < set + WAYS; i++) {
                if (lows[i] == low && highs[i] == high && actors[i] != null) {
                    return actors[i];
                }
            }
            return null;
        }

        /** Puts in the place of the same address, an empty one, or of the least loss. */
        void put(long high, long low, Actor actor, long now) {
            int set = set(high, low);
            int victim = set;
            long best = Long.MIN_VALUE;
            for (int i = set; i < set + WAYS; i++) {
                var there = actors[i];
                if (there == null || (lows[i] == low && highs[i] == high)) {
                    victim = i;
                    break;
                }
                long loss = loss(there, highs[i], lows[i], now);
                if (loss > best) {
                    best = loss;
                    victim = i;
                }
            }
            highs[victim] = high;
            lows[victim] = low;
            actors[victim] = actor;
        }

        /**
         * First goes an address that its device has left, last a device that has been here for a while: a flood of forged senders
         * pushes out none but its own.
         */
        private static long loss(Actor there, long high, long low, long now) {
            long age = (now - there.lastSeen) / (there.weighty() ? 64 : 1);
            if (there.settled()) {
                return there.low != low || there.high != high ? CLASS + age : age - CLASS;
            }
            return age;
        }

        private int set(long high, long low) {
            return ((int) Mix.address(high, low ^ seed) & sets - 1) * WAYS;
        }

        void forEach(Consumer<Actor> visitor) {
            for (var actor : actors) {
                if (actor != null) {
                    visitor.accept(actor);
                }
            }
        }
    }
}
