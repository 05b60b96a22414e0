package org.tocsin.node.watch;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.tocsin.edge.live.OwnTraffic;
import org.tocsin.federation.Peer;

/** What the node itself says to peers: not watched on a live interface, for it would make a beacon of the node. */
public final class OwnPorts {
    private static final int HTTPS = 443;

    private OwnPorts() {}

    /** By the ports that this node serves, one below 1 standing for none, and those of the peers that it dials. */
    public static OwnTraffic of(List<Integer> served, Collection<Peer> peers) {
        var dialled = peers.stream()
                .flatMap(peer -> peer.urls().stream())
                .flatMapToInt(OwnPorts::port)
                .boxed()
                .toList();
        return OwnTraffic.of(served.stream().filter(port -> port > 0).toList(), dialled);
    }

    /** Peers say their URLs themselves; one that is none is dialled by nobody. */
    private static IntStream port(String url) {
        try {
            int port = new URI(url).getPort();
            return IntStream.of(port < 0 ? HTTPS : port);
        } catch (URISyntaxException none) {
            return IntStream.empty();
        }
    }
}
