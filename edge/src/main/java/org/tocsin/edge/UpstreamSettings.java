package org.tocsin.edge;

import org.tocsin.kernel.Rejection;

/**
 * The section {@code edge.mqtt.upstream}: the operator's broker.
 *
 * @param host name or address
 * @param port TCP port
 * @param tls whether to speak TLS to it
 * @param ca PEM file with the CA of its certificate; empty for the machine's own
 */
public record UpstreamSettings(String host, int port, boolean tls, String ca) {
    public static final UpstreamSettings DEFAULT = new UpstreamSettings("127.0.0.1", 1883, false, "");

    public UpstreamSettings {
        if (host.isEmpty() || port < 1 || port > 65_535) {
            throw new Rejection("edge.upstream", "'" + host + "', port " + port + " is no broker's address");
        }
    }
}
