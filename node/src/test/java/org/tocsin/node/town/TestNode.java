package org.tocsin.node.town;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.node.Node;
import org.tocsin.node.home.Founding;
import org.tocsin.node.home.Home;

/** A whole node in a temporary home folder, on loopback, small enough to be started by a test. */
public final class TestNode implements AutoCloseable {
    /** Attackers live here; the veto list's bogons must not cover them. */
    public static final String OUTSIDE = "198.51.100.0/24";

    public final Home home;
    public final String token;
    public Node node;

    private TestNode(Home home, String token, Node node) {
        this.home = home;
        this.token = token;
        this.node = node;
    }

    public static TestNode start(Path folder, String domain) throws IOException {
        var home = new Home(folder.resolve(domain));
        int port = freePort();
        var url = "https://127.0.0.1:" + port;
        var founded = new Founding(Clock.system(), Entropy.system()).found(home, domain, List.of(url), Map.of());
        Files.writeString(home.settings(), """
                api: { listen: "127.0.0.1:0" }
                federation: { listen: "127.0.0.1:%d", urls: ["%s"] }
                exchange: { outside: ["%s"] }
                detection: { outside: ["%s"] }
                ledger: { segmentMiB: 4, reserveMiB: 1 }
                """.formatted(port, url, OUTSIDE, OUTSIDE));
        return new TestNode(home, founded.token(), Node.start(home, Map.of(), Clock.system(), Entropy.system()));
    }

    public void stop() throws IOException {
        node.close();
    }

    /** Starts it again, from whatever lies in its home now. */
    public void go() throws IOException {
        node = Node.start(home, Map.of(), Clock.system(), Entropy.system());
    }

    public Visitor visitor() {
        return new Visitor("https://127.0.0.1:" + node.apiPort());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        node.close();
    }
}
