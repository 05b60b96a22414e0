package org.tocsin.edge.nft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tocsin.edge.linux.Namespace.run;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.tocsin.edge.linux.Linux;

/** Another machine at the end of a cable: a thread in a network of its own. */
final class Neighbour implements AutoCloseable {
    private static final int PATIENCE_MS = 400;

    private final ExecutorService there =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());

    /**
     * @param port the interface on this side, which gets {@code ours}
     * @param mac of the other side, whose interface is eth0 and gets {@code theirs}; ours is its gateway
     */
    Neighbour(String port, String ours, String mac, String theirs) throws Exception {
        int thread = on(() -> {
            assertThat(Linux.leaveTheNetwork()).isTrue();
            return Linux.threadId();
        });
        run("ip link add name " + port + " type veth peer name eth0 netns " + thread);
        run("ip addr add " + ours + " dev " + port + (ours.contains(":") ? " nodad" : ""));
        run("ip link set " + port + " up");
        does("ip link set eth0 address " + mac);
        does("ip addr add " + theirs + " dev eth0" + (theirs.contains(":") ? " nodad" : ""));
        does("ip link set eth0 up");
        // Before the kernel has noticed the carrier, it drops what is sent.
        while (!run("ip link show " + port).contains("state UP")) {
            Thread.sleep(2);
        }
        on(() -> {
            while (!run("ip link show eth0").contains("state UP")) {
                Thread.sleep(2);
            }
            return null;
        });
        does("ip route add default via " + ours.substring(0, ours.indexOf('/')));
    }

    <T> T on(Callable<T> work) throws Exception {
        return there.submit(work).get();
    }

    /** Runs a command over there. */
    void does(String command) throws Exception {
        on(() -> run(command));
    }

    Socket connect(String address, int port) throws Exception {
        return on(() -> {
            var socket = new Socket();
            socket.setSoTimeout(PATIENCE_MS);
            socket.connect(new InetSocketAddress(address, port), PATIENCE_MS);
            return socket;
        });
    }

    /** Whether a new session begins. */
    boolean reaches(String address, int port) throws Exception {
        try (var _ = connect(address, port)) {
            return true;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof SocketTimeoutException) {
                return false;
            }
            throw failed;
        }
    }

    /** Whether what is said over a session comes back. */
    static boolean echoes(Socket session) throws IOException {
        try {
            session.getOutputStream().write(42);
            return session.getInputStream().read() == 42;
        } catch (SocketTimeoutException silence) {
            return false;
        }
    }

    @Override
    public void close() {
        there.shutdownNow();
    }
}
