package org.tocsin.detection.detector;

import java.util.List;
import org.tocsin.detection.Evidence;
import org.tocsin.detection.Kind;
import org.tocsin.detection.Role;
import org.tocsin.kernel.Address;
import org.tocsin.wire.packet.Packet;

/** Puts claims to the addresses of others into words and numbers. */
final class SpoofReport {
    private final Reporter reporter;

    SpoofReport(Reporter reporter) {
        this.reporter = reporter;
    }

    void spoofs(Claim claim, long station, long own) {
        var run = claim.contested;
        long span = reporter.now() - run.firstTime;
        var contested = new Address(0, claim.low);
        boolean named = station != Packet.NO_MAC;
        var device = named ? Packet.mac(station) : contested.toString();
        var address = named && own != 0 ? new Address(0, own) : contested;
        reporter.tell(
                device,
                address,
                named && own != 0 ? new Role.OwnDevice(device, address) : new Role.Nameless(contested),
                new Draft(
                        Kind.ARP_SPOOF,
                        0.95,
                        "an address that moves falls silent where it was",
                        Packet.mac(claim.challenger) + " claimed unasked " + run.count + " times in "
                                + Phrases.seconds(span)
                                + " to have the address " + contested + ", which " + Packet.mac(claim.owner)
                                + " has" + Phrases.again(run.episode, "claims"),
                        List.of(contested),
                        List.of(),
                        false,
                        run.firstNumber,
                        new Evidence(run.count, run.level.most, span / 1_000_000, run.episode.repeats())));
    }
}
