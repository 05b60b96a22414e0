package org.tocsin.platform;

import java.util.List;
import org.tocsin.platform.http.Route;

/** What the node asks of a capability; adding one costs one line there. */
public interface Capability {
    /** One word, as in the folder's name. */
    String name();

    /** What it answers over HTTP. */
    default List<Route> routes() {
        return List.of();
    }

    /** Work that runs now and then, on a virtual thread of the node. */
    default List<Job> jobs() {
        return List.of();
    }

    /** What is wrong now, in words with the cure; empty when all is well. */
    default List<Ailment> health() {
        return List.of();
    }
}
