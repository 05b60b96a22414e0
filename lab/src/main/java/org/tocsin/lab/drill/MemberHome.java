package org.tocsin.lab.drill;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.tocsin.crypto.cert.LabAuthority;
import org.tocsin.crypto.cert.Pem;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.node.home.Founding;
import org.tocsin.node.home.Home;

/** Makes the home folder of a drill's organisation: founded, with lab certificates and lab settings. */
final class MemberHome {
    private static final String HERE = "127.0.0.1";
    private static final Duration VALIDITY = Duration.ofDays(7);

    private MemberHome() {}

    /**
     * Founds an organisation if its folder is new, and gives its relay certificates of the lab's CA.
     *
     * @param brokerPort of its embedded broker, the same at every start
     */
    static Home prepare(Path folder, int org, int brokerPort, LabAuthority ca) throws IOException {
        var home = new Home(folder.resolve(Cast.name(org)));
        if (!home.isFounded()) {
            int port = freePort();
            var url = "https://" + HERE + ":" + port;
            new Founding(Clock.system(), Entropy.system()).found(home, Cast.domain(org), List.of(url), Map.of());
            Files.writeString(home.settings(), settings(home, port, url, brokerPort));
        }
        var relay = ca.server("relay." + Cast.domain(org), List.of(HERE), VALIDITY);
        Files.writeString(home.folder().resolve("ca.pem"), Pem.encode(ca.certificate()));
        Files.writeString(home.folder().resolve("relay.pem"), Pem.encode(relay.chain()));
        Home.writePrivate(
                home.folder().resolve("relay.key"), Pem.encode(relay.key()).getBytes(StandardCharsets.UTF_8));
        return home;
    }

    private static String settings(Home home, int port, String url, int brokerPort) throws IOException {
        return """
                # Made by tocsin drill: a lab, whose attackers live on loopback addresses.
                api:
                  listen: "%1$s:0"
                federation:
                  listen: "%1$s:%2$d"
                  urls: ["%3$s"]
                exchange:
                  outside: ["%4$s"]
                detection:
                  outside: ["%4$s"]
                ledger:
                  segmentMiB: 8
                  reserveMiB: 1
                edge:
                  mqtt:
                    host: "%1$s"
                    port: %5$d
                    certificate: "%6$s/relay.pem"
                    key: "%6$s/relay.key"
                    clientCa: "%6$s/ca.pem"
                    upstream: { host: "%1$s", port: %7$d }
                """.formatted(HERE, port, url, Cast.OUTSIDE, freePort(), home.folder(), brokerPort);
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
