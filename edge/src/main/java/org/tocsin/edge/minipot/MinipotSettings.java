package org.tocsin.edge.minipot;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.tocsin.kernel.Rejection;

/**
 * The section {@code edge.minipot}: where log-ins are refused. A source is an IPv4 address or an IPv6 /64.
 *
 * @param telnet host:port to listen on, empty for none; so with the others; port 0 takes a free one
 * @param connections at most at once, over all of them
 * @param perSource at most at once from one source
 * @param acceptsPerMinute new connections a minute from one source, on average; as many at once
 * @param bytes most that one connection may send
 * @param deadline from accept to the end, whatever is said
 */
public record MinipotSettings(
        String telnet,
        String ssh,
        String http,
        String ftp,
        String mqtt,
        int connections,
        int perSource,
        int acceptsPerMinute,
        int bytes,
        Duration deadline) {
    /** None; and bounds that a bot does not reach while it logs in. */
    public static final MinipotSettings DEFAULT =
            new MinipotSettings("", "", "", "", "", 512, 8, 120, 16 << 10, Duration.ofSeconds(30));

    private static final Pattern LISTEN = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]\\s]+):([0-9]{1,5})");
    private static final int MOST_CONNECTIONS = 20_000;
    private static final int MOST_BYTES = 1 << 20;

    public MinipotSettings {
        for (var listen : new String[] {telnet, ssh, http, ftp, mqtt}) {
            if (!listen.isEmpty()) {
                var _ = address(listen);
            }
        }
        if (perSource < 1 || acceptsPerMinute < 1 || connections < perSource || connections > MOST_CONNECTIONS) {
            throw new Rejection(
                    "minipot.quota",
                    "1 to " + MOST_CONNECTIONS + " connections, of one source at least 1 and no more than all");
        }
        if (bytes < 256 || bytes > MOST_BYTES) {
            throw new Rejection("minipot.quota", "a connection may send 256 to " + MOST_BYTES + " bytes");
        }
        if (!deadline.isPositive() || deadline.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new Rejection("minipot.deadline", deadline + " is not between 0 and ten minutes");
        }
    }

    /** Whether any is set. */
    public boolean enabled() {
        return !listens().isEmpty();
    }

    /** Those that are set, each as it is written. */
    public Map<Protocol, String> listens() {
        var set = new EnumMap<Protocol, String>(Protocol.class);
        for (var protocol : Protocol.values()) {
            var listen =
                    switch (protocol) {
                        case TELNET -> telnet;
                        case SSH -> ssh;
                        case HTTP -> http;
                        case FTP -> ftp;
                        case MQTT -> mqtt;
                    };
            if (!listen.isEmpty()) {
                set.put(protocol, listen);
            }
        }
        return set;
    }

    /** Not looked up yet; refused ({@code minipot.address}) if it is no host:port. */
    static InetSocketAddress address(String listen) {
        var match = LISTEN.matcher(listen);
        if (!match.matches() || Integer.parseInt(match.group(2)) > 65_535) {
            throw new Rejection("minipot.address", "host:port belongs here, such as 0.0.0.0:2323 or [::]:2323");
        }
        return InetSocketAddress.createUnresolved(match.group(1), Integer.parseInt(match.group(2)));
    }
}
