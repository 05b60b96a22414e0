package org.tocsin.node.console;

import io.jstach.jstache.JStache;
import java.util.List;

/**
 * All incidents.
 *
 * @param left how many more there are than are shown; empty for none
 * @param most how many are kept at most
 */
@JStache(path = "incidents")
record IncidentsPage(Frame frame, List<Row> incidents, String left, String most) {
    /**
     * One incident.
     *
     * @param count how many findings tell of it
     */
    record Row(String id, String href, Badge state, String actor, Moment last, String what, String count) {}

    boolean none() {
        return incidents.isEmpty();
    }

    boolean more() {
        return !left.isEmpty();
    }
}
