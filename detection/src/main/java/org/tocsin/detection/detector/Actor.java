package org.tocsin.detection.detector;

import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Address;
import org.tocsin.wire.packet.Packet;

/**
 * One who sends: a device of ours, known by its hardware address where there is one, or a stranger. Holds the state of all
 * tests over it, each made when it is first needed, together at most 4 kB, of what it says of itself, at most 1.5 kB, and of
 * what it uses and serves, at most 1.5 kB.
 */
final class Actor {
    private static final int HEARD = 4;
    private static final long SETTLED = 60_000_000_000L;
    private static final long RESOLVES_NANOS = 3_600_000_000_000L;

    /** Hardware address, or {@link Packet#NO_MAC} for one that is known by its IP address alone. */
    long mac;

    final boolean inside;
    long high;
    long low;
    final long firstSeen;
    long lastSeen;
    long packets;
    long bytes;
    /** The profile came from a file: nothing is left to learn. */
    boolean taught;

    /** Until when it counts as one who answers questions for names: what it asks, it asks for others. */
    private long resolvesUntil = Long.MIN_VALUE;

    final Known known = new Known();
    final NameSet names = new NameSet();

    private @Nullable FanOut fanOut;
    private @Nullable FanOut datagrams;
    private @Nullable Probing ports;
    private @Nullable Sweep arp;
    private @Nullable Sweep ping;
    private @Nullable Guessing logins;
    private @Nullable Beaconing beacons;

    /** What it says of itself. */
    @Nullable
    Portrait portrait;

    /** What it uses and serves. */
    @Nullable
    Habits habits;

    /** Own addresses that an answer has reached; silence towards any other proves nothing. */
    private final int[] heard = new int[HEARD];

    private int heardNext;

    Actor(long mac, boolean inside, long high, long low, long now) {
        this.mac = mac;
        this.inside = inside;
        this.high = high;
        this.low = low;
        this.firstSeen = now;
        this.lastSeen = now;
    }

    void heard(int address) {
        if (!isHeard(address)) {
            heard[heardNext] = address;
            heardNext = (heardNext + 1) % HEARD;
        }
    }

    boolean isHeard(int address) {
        return heard[0] == address || heard[1] == address || heard[2] == address || heard[3] == address;
    }

    /** It answered another device of ours. */
    void resolved(long now) {
        resolvesUntil = now + RESOLVES_NANOS;
    }

    boolean resolves(long now) {
        return now < resolvesUntil;
    }

    boolean learning(long now, long learn) {
        return !taught && now - firstSeen < learn;
    }

    /** Whether forgetting this one loses evidence; strangers without any go first. */
    boolean weighty() {
        return fanOut != null || datagrams != null || ports != null || ping != null || logins != null;
    }

    /** Whether it has been here for a while. Who forges one sender after another has none that was. */
    boolean settled() {
        return inside && lastSeen - firstSeen >= SETTLED;
    }

    /** Nothing is held against it any more. What it is, whom it knows and what it says of itself stay. */
    void forgive() {
        fanOut = null;
        datagrams = null;
        ports = null;
        arp = null;
        ping = null;
        logins = null;
        beacons = null;
    }

    FanOut fanOut() {
        if (fanOut == null) {
            fanOut = new FanOut(false);
        }
        return fanOut;
    }

    FanOut datagrams() {
        if (datagrams == null) {
            datagrams = new FanOut(true);
        }
        return datagrams;
    }

    Probing ports() {
        if (ports == null) {
            ports = new Probing();
        }
        return ports;
    }

    Sweep arp() {
        if (arp == null) {
            arp = new Sweep(Sweep.ARP);
        }
        return arp;
    }

    Sweep ping() {
        if (ping == null) {
            ping = new Sweep(Sweep.PING);
        }
        return ping;
    }

    Guessing logins() {
        if (logins == null) {
            logins = new Guessing();
        }
        return logins;
    }

    Beaconing beacons() {
        if (beacons == null) {
            beacons = new Beaconing();
        }
        return beacons;
    }

    /** Whose it is, for what is kept elsewhere. */
    long key() {
        return mac != Packet.NO_MAC ? Mix.mix(mac) : Mix.address(high, inside || high == 0 ? low : 0);
    }

    Address address() {
        return new Address(high, low);
    }

    String id() {
        return mac != Packet.NO_MAC ? Packet.mac(mac) : address().toString();
    }
}
