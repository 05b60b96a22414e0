package org.tocsin.federation;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;

/**
 * @param listen address that peers reach, host:port; port 0 takes a free one
 * @param urls what invitations and the descriptor name; empty behind NAT: then others can't dial, and this node dials
 * @param entriesAMinute quota of each peer
 * @param burst entries that a peer may send at once
 * @param bytesASecond quota of each peer's payloads
 */
public record FederationSettings(String listen, List<String> urls, int entriesAMinute, int burst, int bytesASecond) {
    private static final int MOST_PORT = 65_535;

    public FederationSettings {
        urls = List.copyOf(urls);
        if (entriesAMinute < 1 || burst < 1 || bytesASecond < 1) {
            throw new Rejection("federation.quota", "a quota below one lets nobody speak");
        }
        requireHostAndPort("federation.listen", listen);
        urls.forEach(FederationSettings::requireUrl);
    }

    /** The address of {@link #listen}, without the port. */
    public String host() {
        return listen.substring(0, listen.lastIndexOf(':'));
    }

    /**
     * Refuses what is no {@code host:port}. Of the colons of an IPv6 address nobody can tell which one stands before the port, unless
     * brackets stand around it (RFC 3986, section 3.2.2).
     *
     * @param code of the refusal
     */
    public static void requireHostAndPort(String code, String text) {
        boolean good = text.matches("(\\[[0-9a-fA-F:.]+(%\\w+)?]|[^\\s/:\\[\\]]+):\\d{1,5}")
                && Integer.parseInt(text.substring(text.lastIndexOf(':') + 1)) <= MOST_PORT;
        if (!good) {
            throw new Rejection(
                    code,
                    "host:port belongs here, as 127.0.0.1:8443 or, for IPv6, [::1]:8443; a port is at most "
                            + MOST_PORT);
        }
    }

    /** Refuses ({@code federation.urls}) what peers could not dial. */
    public static void requireUrl(String url) {
        try {
            var parsed = new URI(url);
            boolean bare = parsed.getRawPath() == null
                    || parsed.getRawPath().isEmpty()
                    || parsed.getRawPath().equals("/");
            if ("https".equals(parsed.getScheme())
                    && parsed.getHost() != null
                    && parsed.getPort() <= MOST_PORT
                    && parsed.getRawQuery() == null
                    && bare) {
                return;
            }
        } catch (URISyntaxException e) {
            // Refused below, with what belongs here.
        }
        throw new Rejection(
                "federation.urls",
                "'" + Printable.of(url)
                        + "' is no URL that peers can dial; one like https://tocsin.acme.example:8444 is");
    }

    public static FederationSettings defaults() {
        return new FederationSettings("0.0.0.0:8444", List.of(), 600, 6_000, 1 << 20);
    }
}
