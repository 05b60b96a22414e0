package org.tocsin.lab.fleet;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.tocsin.kernel.Rejection;

/**
 * What a fleet does.
 *
 * @param name first part of the devices' names and topics
 * @param devices how many
 * @param from source address that they bind
 * @param relay where they connect
 * @param every pause between two messages of one device
 */
public record FleetPlan(String name, int devices, String from, InetSocketAddress relay, Duration every) {
    public FleetPlan {
        if (devices < 1 || devices > 10_000 || !every.isPositive()) {
            throw new Rejection("lab.fleet", devices + " devices every " + every);
        }
    }
}
