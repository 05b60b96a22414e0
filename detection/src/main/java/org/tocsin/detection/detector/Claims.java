package org.tocsin.detection.detector;

import org.tocsin.wire.packet.Packet;

/**
 * ARP spoofing: a station claims, unasked, an address that another goes on using, or tells it to one victim again and again. An address
 * that moves (DHCP, failover, a replaced network card) is claimed too, but its former owner falls silent. Who answers for others when
 * asked (proxy ARP, hosts with two cards) claims nothing unasked.
 */
final class Claims {
    private static final long MOVED = 60_000_000_000L;
    /** An answer comes within this. */
    private static final long ANSWER = 2_000_000_000L;
    /** A bridge that rewrites hardware addresses repeats what the owner has just said. */
    private static final long ECHO = 1_000_000_000L;

    private final Cases<Claim> claims = new Cases<>(Claim.class);
    private final Actors actors;
    private final SpoofReport report;
    /** Until when the owners' IP packets are looked at; without a challenge they cost nothing. */
    private long until = Long.MIN_VALUE;

    Claims(Actors actors, Reporter reporter) {
        this.actors = actors;
        this.report = new SpoofReport(reporter);
    }

    /** An ARP packet; true if it claims what is another's, so that nobody may be taken for the owner by it. */
    boolean contests(Packet p, long number, long now) {
        if (p.arpOperation() == 1) {
            var wanted = claims.find(Mix.mix(p.targetLow()));
            if (wanted != null) {
                wanted.asked = now;
            }
        }
        long low = p.sourceLow();
        long mac = p.arpSenderMac();
        if (mac <= 0 || (mac >>> 40 & 1) != 0 || Networks.nobody(0, low) || !actors.inside(0, low)) {
            return false;
        }
        var claim = claims.at(Mix.mix(low), now, () -> new Claim(low, mac, now));
        if (claim.owner == mac) {
            claim.said = now;
            claim.used = true;
            return false;
        }
        return challenge(claim, p, number, now);
    }

    private boolean challenge(Claim claim, Packet p, long number, long now) {
        long mac = p.arpSenderMac();
        boolean again = claim.challenger == mac && now - claim.challenged < 10 * MOVED;
        boolean gratuitous = p.targetLow() == claim.low;
        boolean unasked = gratuitous || (p.arpOperation() == 2 && now - claim.asked > ANSWER);
        boolean whispered = p.arpOperation() == 2 && !gratuitous && (p.targetMac() >>> 40 & 1) == 0;
        if (!again) {
            claim.challenger = mac;
            claim.challenged = now;
            claim.used = now - claim.said < MOVED;
        }
        until = now + MOVED;
        boolean counts = unasked && (claim.used || whispered) && now - claim.said > ECHO;
        if (counts) {
            claim.challenged = now;
            claim.used = false;
            if (claim.contested.add(1, number, now)) {
                report.spoofs(claim, p.sourceMac() == mac ? mac : Packet.NO_MAC, ownAddress(mac));
            }
        } else if (!claim.used && claim.contested.level.at(now) <= 1 && now - claim.challenged > MOVED) {
            claim.owner = mac;
            claim.said = now;
            return false;
        }
        return true;
    }

    /** An IP packet of ours: its sender uses the address. */
    void used(Packet p, long now) {
        if (now < until) {
            var claim = claims.find(Mix.mix(p.sourceLow()));
            if (claim != null && claim.owner == p.sourceMac()) {
                claim.used = true;
            }
        }
    }

    /** The address that a station has by ARP and nobody contests; 0 for none. */
    private long ownAddress(long mac) {
        var found = new long[1];
        claims.forEach(claim -> found[0] = claim.owner == mac ? claim.low : found[0]);
        return found[0];
    }
}
