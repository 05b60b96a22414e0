package org.tocsin.node.console;

import io.jstach.jstache.JStache;
import java.util.List;

/**
 * Own devices.
 *
 * @param left how many more there are than are shown; empty for none
 */
@JStache(path = "devices")
record DevicesPage(Frame frame, List<Row> devices, String left) {
    /**
     * One device.
     *
     * @param who what it says it is
     * @param seen when last; empty for one that is cut off and was not seen since the start
     */
    record Row(
            String key,
            String id,
            String href,
            String address,
            Badge state,
            String doing,
            List<Moment> seen,
            String who) {}

    boolean nobody() {
        return devices.isEmpty();
    }

    boolean more() {
        return !left.isEmpty();
    }
}
