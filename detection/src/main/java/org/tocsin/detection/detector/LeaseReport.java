package org.tocsin.detection.detector;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tocsin.detection.Evidence;
import org.tocsin.detection.Kind;
import org.tocsin.detection.Role;
import org.tocsin.kernel.Address;
import org.tocsin.wire.dhcp.DhcpMessage;
import org.tocsin.wire.packet.Packet;

/** Puts contests about leases, and who uses them up, into words and numbers. */
final class LeaseReport {
    private static final List<Integer> PORTS = List.of(DhcpMessage.SERVER_PORT);
    private static final Address EVERYBODY = Address.parse("255.255.255.255");

    private final Actors actors;
    private final Reporter reporter;

    LeaseReport(Actors actors, Reporter reporter) {
        this.actors = actors;
        this.reporter = reporter;
    }

    /**
     * Two servers send one client two ways.
     *
     * @param known the other has served for long, so that this one is the newcomer
     * @param number of the packet that answered first, {@code after} the nanoseconds until the second
     */
    void contests(Leases.Server younger, boolean known, DhcpMessage usual, DhcpMessage lured, long number, long after) {
        var server = Address.v4(younger.address);
        var station = actors.device(younger.station);
        var device = Packet.mac(younger.station);
        reporter.tell(
                device,
                station == null ? server : station.address(),
                known && station != null ? new Role.OwnDevice(device, station.address()) : new Role.Nameless(server),
                new Draft(
                        Kind.DHCP_SPOOF,
                        Draft.COUNTED,
                        "the servers of one network give out one router and one resolver",
                        device + " (" + server + ") gives out " + way(lured) + "; " + Address.v4(usual.server())
                                + ", which answered the same question, " + way(usual)
                                + (known ? "" : "; which of them is right is not known, both are new here"),
                        List.of(Address.v4(usual.server())),
                        PORTS,
                        false,
                        number,
                        new Evidence(younger.episode.total(), 0, after / 1_000_000, younger.episode.repeats())));
    }

    private static String way(DhcpMessage message) {
        return "router " + Address.v4(message.router()) + " and resolver " + Address.v4(message.resolver());
    }

    /** @param device who asks for nearly all of it, null if that is not known */
    void exhausts(@Nullable Actor device, Run requests) {
        long span = reporter.now() - requests.firstTime;
        reporter.tell(
                device == null ? EVERYBODY.toString() : device.id(),
                device == null ? EVERYBODY : device.address(),
                device == null ? new Role.Nameless(EVERYBODY) : new Role.OwnDevice(device.id(), device.address()),
                new Draft(
                        Kind.FLOOD,
                        Draft.COUNTED,
                        "at most " + requests.level.usual() + " requests for an address (DHCP) a second, and "
                                + requests.level.most + " beyond that at once",
                        requests.count + " requests for an address in " + Phrases.seconds(span)
                                + Phrases.again(requests.episode, "requests"),
                        List.of(),
                        PORTS,
                        false,
                        requests.firstNumber,
                        new Evidence(
                                requests.count, requests.level.most, span / 1_000_000, requests.episode.repeats())));
    }
}
