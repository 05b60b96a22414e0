package org.tocsin.detection;

import java.time.Instant;
import java.util.List;
import org.tocsin.kernel.Address;

/**
 * What a detector concluded about local traffic.
 *
 * @param time of the packet at which it was decided
 * @param packet number of that packet, counted over all captures of the tap; 0 if no tap saw it, as at a minipot
 * @param firstPacket number of the first packet of the evidence
 * @param device hardware address of the device that it is about, or its IP address where there is none
 * @param address latest IP address of that device
 * @param confidence 0 to 1
 * @param expected what is usual, with numbers
 * @param observed what was seen, with numbers
 * @param peers the others, at most {@value #MOST_PEERS}, in the order seen
 * @param ports services that were reached for, at most {@value #MOST_PORTS}
 * @param handshake the one who acts completed a TCP handshake both ways within the evidence
 */
public record Finding(
        Instant time,
        long packet,
        long firstPacket,
        String device,
        Address address,
        Kind kind,
        double confidence,
        String expected,
        String observed,
        List<Address> peers,
        List<Integer> ports,
        boolean handshake,
        Role role,
        Evidence evidence) {
    public static final int MOST_PEERS = 8;
    public static final int MOST_PORTS = 16;

    public Finding {
        peers = List.copyOf(peers);
        ports = List.copyOf(ports);
    }
}
