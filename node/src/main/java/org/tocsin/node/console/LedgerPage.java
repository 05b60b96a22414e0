package org.tocsin.node.console;

import io.jstach.jstache.JStache;
import java.util.List;

/** What this node has said, and what it follows. */
@JStache(path = "ledger")
record LedgerPage(Frame frame, Sharing sharing, List<Own> own, List<Followed> followed) {
    /** A log of ours. */
    record Own(String role, String audience, String origin, String entries, Badge state) {}

    /** A log of somebody else's. */
    record Followed(String peer, String origin, String entries) {}

    boolean followsNobody() {
        return followed.isEmpty();
    }
}
