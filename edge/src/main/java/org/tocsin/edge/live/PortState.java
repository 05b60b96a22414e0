package org.tocsin.edge.live;

import java.util.List;
import org.tocsin.platform.json.Json;
import tools.jackson.databind.node.ArrayNode;

/**
 * How one interface does.
 *
 * @param reading false while it is gone or down
 * @param seen packets that passed the kernel's filter, since the start
 * @param lost of these the ones that found no room in the ring
 * @param returns how often it has come back
 */
public record PortState(String name, boolean reading, long seen, long lost, int returns) {
    /** For machines, wherever interfaces are told of. */
    public static ArrayNode json(List<PortState> ports) {
        return Json.array(ports, port -> Json.object()
                .put("name", port.name)
                .put("reading", port.reading)
                .put("seen", port.seen)
                .put("lost", port.lost)
                .put("returns", port.returns));
    }
}
