package org.tocsin.detection;

import java.time.Instant;
import org.tocsin.kernel.Address;

/**
 * A device as it was seen.
 *
 * @param id hardware address, or IP address where the device stands behind a router
 * @param address latest IP address
 * @param learning its profile is still being learnt
 * @param traits what it says of itself
 * @param profile what it uses and serves
 */
public record Device(
        String id,
        Address address,
        Instant firstSeen,
        Instant lastSeen,
        long packets,
        long bytes,
        boolean learning,
        Traits traits,
        Profile profile) {}
