package org.tocsin.detection;

import java.time.Duration;
import java.util.List;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Prefix;

/**
 * How detection is set.
 *
 * @param inside own networks
 * @param outside exceptions from them, e.g. where a lab's attackers live
 * @param routers hardware addresses of the segment's routers; where given, only what one of them carries comes from outside, and an
 *     answer may leave by another of them. Empty: learnt
 * @param learn how long a device's traffic makes its profile, from its first packet
 * @param flows connections that are followed at once, a power of two
 * @param devices devices that are tracked at once
 * @param findingsPerMinute most that are raised within a minute; what is above is counted
 */
public record DetectionSettings(
        List<Prefix> inside,
        List<Prefix> outside,
        List<Long> routers,
        Duration learn,
        int flows,
        int devices,
        int findingsPerMinute) {
    /** Private (RFC 1918, 6598), link-local (RFC 3927, 4291), loopback and unique local (RFC 4193) addresses. */
    public static final List<Prefix> PRIVATE = List.of(
            Prefix.parse("10.0.0.0/8"),
            Prefix.parse("172.16.0.0/12"),
            Prefix.parse("192.168.0.0/16"),
            Prefix.parse("100.64.0.0/10"),
            Prefix.parse("169.254.0.0/16"),
            Prefix.parse("127.0.0.0/8"),
            Prefix.parse("fc00::/7"),
            Prefix.parse("fe80::/10"),
            Prefix.parse("::1"));

    public DetectionSettings {
        inside = List.copyOf(inside);
        outside = List.copyOf(outside);
        routers = List.copyOf(routers);
        if (Integer.bitCount(flows) != 1 || flows < 64) {
            throw new IllegalArgumentException("flows is " + flows + ", not a power of two of at least 64");
        }
    }

    /** Whether an address is in an own network. */
    public boolean isInside(Address address) {
        return inside.stream().anyMatch(prefix -> prefix.contains(address))
                && outside.stream().noneMatch(prefix -> prefix.contains(address));
    }

    public static DetectionSettings defaults() {
        return new DetectionSettings(PRIVATE, List.of(), List.of(), Duration.ofMinutes(60), 1 << 16, 1 << 16, 120);
    }

    public DetectionSettings withLearn(Duration learn) {
        return new DetectionSettings(inside, outside, routers, learn, flows, devices, findingsPerMinute);
    }

    public DetectionSettings withRouters(List<Long> routers) {
        return new DetectionSettings(inside, outside, routers, learn, flows, devices, findingsPerMinute);
    }

    /** Other own networks, other exceptions. */
    public DetectionSettings withNetworks(List<Prefix> inside, List<Prefix> outside) {
        return new DetectionSettings(inside, outside, routers, learn, flows, devices, findingsPerMinute);
    }
}
