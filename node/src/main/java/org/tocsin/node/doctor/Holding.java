package org.tocsin.node.doctor;

import java.util.List;

/**
 * Who holds back a device that is cut off. A quarantine is known to this machine alone: no feed carries it, since the feed may leave the house and nothing about an
 * own device does.
 */
public final class Holding {
    private Holding() {}

    /**
     * What enforces a quarantine here, as the rest of a sentence about a device.
     *
     * @param enforcedBy {@code kernel}, {@code relay}; empty for nobody
     */
    public static String words(List<String> enforcedBy) {
        if (enforcedBy.contains("kernel")) {
            return "held back by the kernel of this machine, which drops what it sends and gets"
                    + (enforcedBy.contains("relay") ? ", and by the MQTT relay" : "");
        }
        return enforcedBy.contains("relay")
                ? "held back by the MQTT relay alone; what does not pass the relay goes on"
                : "held back by nothing here: it goes on";
    }

    /** What to do about it; empty where nothing is left to do. */
    public static String cure(List<String> enforcedBy) {
        return enforcedBy.contains("kernel")
                ? ""
                : "cut it off at your switch or access point, from: tocsin device ls --quarantined --json; no feed carries it. Or set"
                        + (enforcedBy.isEmpty() ? " edge.mqtt, or" : "") + " edge.kernel.enforce on its gateway";
    }
}
