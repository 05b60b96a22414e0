package org.tocsin.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;

/** Where a node of some settings listens, and what stands against it on this machine. */
public final class Listens {
    /** Lets programs listen on addresses that the machine has at another time, as routers do that share one (VRRP). */
    private static final Path ANY_ADDRESS = Path.of("/proc/sys/net/ipv4/ip_nonlocal_bind");

    /** What the keys of minipots begin with; the protocol follows. */
    public static final String MINIPOT = "edge.minipot.";

    private Listens() {}

    /**
     * One of the node's doors.
     *
     * @param key of the setting
     * @param host as it is written; empty for every address
     * @param port 0 for any free one
     */
    public record Listen(String key, String host, int port) {
        static Listen of(String key, String hostAndPort) {
            int colon = hostAndPort.lastIndexOf(':');
            return new Listen(key, hostAndPort.substring(0, colon), Integer.parseInt(hostAndPort.substring(colon + 1)));
        }

        /** Null for what is no address and no name that is known. */
        private @Nullable InetAddress address() {
            try {
                return InetAddress.getByName(host.isEmpty() ? "0.0.0.0" : host);
            } catch (UnknownHostException none) {
                return null;
            }
        }

        private boolean meets(Listen other) {
            var mine = address();
            var theirs = other.address();
            return port != 0
                    && port == other.port
                    && mine != null
                    && theirs != null
                    && (mine.isAnyLocalAddress() || theirs.isAnyLocalAddress() || mine.equals(theirs));
        }

        /** What the kernel says against listening there, tried for a moment; empty if nothing. A node that runs is against it too. */
        public Optional<String> trouble() {
            var address = address();
            if (address == null || port == 0) {
                return Optional.empty();
            }
            try (var probe = new ServerSocket()) {
                probe.setReuseAddress(true);
                probe.bind(new InetSocketAddress(address, port));
                return Optional.empty();
            } catch (IOException refused) {
                var why = refused.getMessage();
                return Optional.of(why == null ? "it can't be listened on" : why);
            }
        }

        @Override
        public String toString() {
            return (host.isEmpty() ? "0.0.0.0" : host) + ":" + port;
        }
    }

    /** All doors, in the order of the settings file. */
    public static List<Listen> of(NodeSettings settings) {
        var all = new ArrayList<Listen>();
        all.add(Listen.of("api.listen", settings.api().listen()));
        all.add(Listen.of("federation.listen", settings.federation().listen()));
        var mqtt = settings.edge().mqtt();
        if (mqtt.enabled()) {
            all.add(new Listen("edge.mqtt.port", mqtt.host(), mqtt.port()));
        }
        settings.edge()
                .minipot()
                .listens()
                .forEach((protocol, listen) -> all.add(Listen.of(MINIPOT + protocol.word(), listen)));
        return all;
    }

    /** Two doors at one place ({@code listen.twice}), and places that this machine does not have ({@code listen.address}). */
    static List<Preflight.Fault> faults(NodeSettings settings) {
        var faults = new ArrayList<Preflight.Fault>();
        var all = of(settings);
        for (int i = 0; i < all.size(); i++) {
            var one = all.get(i);
            elsewhere(one).ifPresent(why -> faults.add(new Preflight.Fault(one.key(), "", why)));
            all.subList(0, i).stream()
                    .filter(one::meets)
                    .findFirst()
                    .ifPresent(other -> faults.add(new Preflight.Fault(one.key(), "", twice(one, other))));
        }
        return faults;
    }

    private static Rejection twice(Listen one, Listen other) {
        return new Rejection(
                "listen.twice",
                Printable.of(one.key() + " (" + one + ") and " + other.key() + " (" + other
                        + ") are one place; give one of them another port"));
    }

    private static Optional<Rejection> elsewhere(Listen listen) {
        var address = listen.address();
        if (address == null) {
            return Optional.of(new Rejection(
                    "listen.address",
                    listen.key() + ": '" + Printable.of(listen.host())
                            + "' is no address, and no name that is known here"));
        }
        try {
            if (address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null
                    || isAnyAllowed()) {
                return Optional.empty();
            }
            var has = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(own -> own.getHostAddress().replaceFirst("%.*", ""))
                    .sorted()
                    .collect(Collectors.joining(", "));
            return Optional.of(new Rejection(
                    "listen.address",
                    listen.key() + ": " + Printable.of(listen.host()) + " is no address of this machine, which has "
                            + has + "; 0.0.0.0 stands for all of them"));
        } catch (SocketException unasked) {
            return Optional.empty();
        }
    }

    private static boolean isAnyAllowed() {
        try {
            return Files.readString(ANY_ADDRESS).strip().equals("1");
        } catch (IOException elsewhere) {
            return false;
        }
    }
}
