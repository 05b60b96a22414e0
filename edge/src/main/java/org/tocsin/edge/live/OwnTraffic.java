package org.tocsin.edge.live;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.function.Supplier;
import org.tocsin.kernel.Address;

/**
 * What this node itself says, and what need not be watched. Of connections to its own listeners only segments with payload are left
 * out: who connects, scans or hangs up is still seen, what is said inside TLS could not be read anyway. Of connections that it makes
 * to its peers all is left out, so that a peer who is down makes no beacon of the node.
 *
 * @param addresses of this machine, asked anew whenever an interface is opened
 * @param served TCP ports that the node listens on
 * @param dialled TCP ports of peers
 */
public record OwnTraffic(Supplier<List<Address>> addresses, List<Integer> served, List<Integer> dialled) {
    /** More are not left out: a program's conditional jumps reach no further. */
    static final int MOST_V4 = 24;

    static final int MOST_V6 = 6;
    static final int MOST_PORTS = 8;

    public OwnTraffic {
        served = served.stream().distinct().limit(MOST_PORTS).toList();
        dialled = dialled.stream().distinct().limit(MOST_PORTS).toList();
    }

    /** Leaves nothing out. */
    public static OwnTraffic none() {
        return new OwnTraffic(List::of, List.of(), List.of());
    }

    /** That of a process on this machine. */
    public static OwnTraffic of(List<Integer> served, List<Integer> dialled) {
        return new OwnTraffic(OwnTraffic::ofThisMachine, served, dialled);
    }

    private static List<Address> ofThisMachine() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(Address::of)
                    .toList();
        } catch (SocketException none) {
            return List.of();
        }
    }
}
