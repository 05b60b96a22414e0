package org.tocsin.node.console;

import io.jstach.jstache.JStache;
import java.util.List;

/** What a search has found when it was not one thing. */
@JStache(path = "search")
record SearchPage(Frame frame, String query, List<Hit> hits) {
    /** One of several. */
    record Hit(String key, String kind, String name, String href, String note) {}

    boolean nothing() {
        return hits.isEmpty();
    }
}
