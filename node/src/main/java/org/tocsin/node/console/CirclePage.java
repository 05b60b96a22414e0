package org.tocsin.node.console;

import io.jstach.jstache.JStache;
import java.util.List;

/** Who is with us. */
@JStache(path = "circle")
record CirclePage(
        Frame frame,
        String organisation,
        String fingerprint,
        List<PeerRow> peers,
        List<Held> held,
        List<Proof> proofs) {
    /** A retraction that waits for a person. */
    record Held(String reporter, String name, String href, Moment since, String id) {}

    /** A proven lie: two signed documents that contradict, kept as evidence. */
    record Proof(String key, String peer, String what, String about) {}

    boolean proven() {
        return !proofs.isEmpty();
    }

    boolean holds() {
        return !held.isEmpty();
    }

    boolean alone() {
        return peers.isEmpty();
    }
}
