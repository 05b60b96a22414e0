package org.tocsin.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.kernel.Prefix;
import org.tocsin.kernel.Rejection;
import org.tocsin.wire.packet.Packet;

/**
 * The section {@code detection}: where packets come from and whose they are.
 *
 * @param tap file, named pipe or {@code -} (standard input) that gives a pcap stream; empty: no tap
 * @param inside own networks
 * @param outside exceptions from them; for labs whose attackers live on loopback addresses
 * @param routers hardware addresses of the segment's routers; empty: learnt
 * @param learn how long a device's traffic makes its profile
 */
public record TapSettings(String tap, List<String> inside, List<String> outside, List<String> routers, Duration learn) {
    private static final String STANDARD_INPUT = "-";

    public TapSettings {
        inside = List.copyOf(inside);
        outside = List.copyOf(outside);
        inside.forEach(Prefix::parse);
        outside.forEach(Prefix::parse);
        requireInside(inside, outside);
        routers = List.copyOf(routers);
        routers.forEach(Packet::parseMac);
    }

    /** An exception that leaves nothing of an own network would let every device in it be blocked and accused as an attacker. */
    private static void requireInside(List<String> inside, List<String> outside) {
        var exceptions = outside.stream().map(Prefix::parse).toList();
        for (var prefix : inside) {
            var left = List.of(Prefix.parse(prefix));
            for (var exception : exceptions) {
                left = left.stream()
                        .flatMap(range -> range.without(exception).stream())
                        .toList();
            }
            if (left.isEmpty()) {
                throw new Rejection(
                        "detection.outside",
                        String.join(", ", outside) + " leaves nothing of " + prefix
                                + ", which detection.inside has: name the part of it that is not yours, or take it out of"
                                + " detection.inside");
            }
        }
    }

    public static TapSettings defaults() {
        var defaults = DetectionSettings.defaults();
        return new TapSettings(
                "", defaults.inside().stream().map(Prefix::toString).toList(), List.of(), List.of(), defaults.learn());
    }

    /** With a tap that is named without a leading slash taken from a folder. */
    TapSettings within(Path folder) {
        boolean named = !tap.isEmpty() && !tap.equals(STANDARD_INPUT);
        return named ? new TapSettings(folder.resolve(tap).toString(), inside, outside, routers, learn) : this;
    }

    DetectionSettings detection() {
        return DetectionSettings.defaults()
                .withLearn(learn)
                .withNetworks(
                        inside.stream().map(Prefix::parse).toList(),
                        outside.stream().map(Prefix::parse).toList())
                .withRouters(routers.stream().map(Packet::parseMac).toList());
    }
}
