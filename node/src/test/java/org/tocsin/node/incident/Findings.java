package org.tocsin.node.incident;

import java.time.Instant;
import java.util.List;
import org.tocsin.detection.Evidence;
import org.tocsin.detection.Finding;
import org.tocsin.detection.Kind;
import org.tocsin.detection.Role;
import org.tocsin.kernel.Address;

/** Findings made by hand. */
final class Findings {
    static final String CAMERA = "02:00:00:00:00:14";
    static final Address CAMERA_ADDRESS = Address.parse("192.168.1.20");
    static final Instant BEGAN = Instant.parse("2026-03-01T12:00:00Z");

    private Findings() {}

    /** The camera scans: as many hosts as its evidence counts, at these ports. */
    static Finding scan(long afterSeconds, int hosts, List<Integer> ports) {
        return own(Kind.HORIZONTAL_SCAN, afterSeconds, hosts, List.of(Address.parse("203.0.113.1")), ports);
    }

    static Finding own(Kind kind, long afterSeconds, int count, List<Address> peers, List<Integer> ports) {
        return finding(kind, afterSeconds, count, peers, ports, new Role.OwnDevice(CAMERA, CAMERA_ADDRESS));
    }

    static Finding beacon(String peer) {
        var address = Address.parse(peer);
        return finding(Kind.BEACON, 0, 8, List.of(address), List.of(443), new Role.CallHome(address));
    }

    /** Somebody outside scans the camera. */
    static Finding inbound(String source, long afterSeconds) {
        var from = Address.parse(source);
        return finding(
                Kind.VERTICAL_SCAN, afterSeconds, 12, List.of(from), List.of(22, 23), new Role.Inbound(from, true));
    }

    /** As {@link #inbound}, from an address that may be forged. */
    static Finding forged(String source, long afterSeconds) {
        var from = Address.parse(source);
        return finding(
                Kind.VERTICAL_SCAN, afterSeconds, 12, List.of(from), List.of(22, 23), new Role.Inbound(from, false));
    }

    private static Finding finding(
            Kind kind, long afterSeconds, int count, List<Address> peers, List<Integer> ports, Role role) {
        return new Finding(
                BEGAN.plusSeconds(afterSeconds),
                100,
                90,
                CAMERA,
                CAMERA_ADDRESS,
                kind,
                0.9,
                "at most 2",
                count + " in 3 s",
                peers,
                ports,
                false,
                role,
                new Evidence(count, 2, 3_000, 0));
    }
}
