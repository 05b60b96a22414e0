package org.tocsin.edge.live;

import java.util.List;
import org.tocsin.kernel.Rejection;

/**
 * The section {@code edge.tap}: live interfaces.
 *
 * @param interfaces their names; empty: none is read
 * @param promiscuous whether frames for others are taken too, as on a mirror port
 * @param ringMegabytes memory of each interface's ring, in units of 2^20 bytes
 * @param bulk whether packets come in blocks (TPACKET_V3): cheaper by the million, some milliseconds late
 */
public record LiveSettings(List<String> interfaces, boolean promiscuous, int ringMegabytes, boolean bulk) {
    public static final LiveSettings DEFAULT = new LiveSettings(List.of(), false, 32, false);

    private static final int MOST_INTERFACES = 16;

    public LiveSettings {
        interfaces = List.copyOf(interfaces);
        if (ringMegabytes < 1 || ringMegabytes > 1024) {
            throw new Rejection("live.ring", "a ring has 1 to 1024 MiB");
        }
        if (interfaces.size() > MOST_INTERFACES) {
            throw new Rejection("live.interfaces", interfaces.size() + " interfaces; at most " + MOST_INTERFACES);
        }
    }

    /** With other interfaces. */
    public LiveSettings on(List<String> others) {
        return new LiveSettings(others, promiscuous, ringMegabytes, bulk);
    }
}
