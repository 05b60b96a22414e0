package org.tocsin.edge;

import java.nio.file.Path;
import org.tocsin.kernel.Rejection;
import org.tocsin.wire.mqtt.MqttLimits;

/**
 * The section {@code edge.mqtt}: where devices arrive and how far they are trusted.
 *
 * @param host address to listen on; empty for all
 * @param port TCP port to listen on, 0 for any free one
 * @param certificate PEM file with the relay's own certificate chain
 * @param key PEM file with its private key, PKCS#8
 * @param clientCa PEM file with the CAs whose device certificates are let in; empty: there is no relay
 * @param upstream the operator's broker
 * @param deadlines how long a device may take for each phase
 * @param quotas how much of everything a device may have
 */
public record MqttSettings(
        String host,
        int port,
        String certificate,
        String key,
        String clientCa,
        UpstreamSettings upstream,
        DeadlineSettings deadlines,
        QuotaSettings quotas) {
    public static final MqttSettings DEFAULT = new MqttSettings(
            "", 8883, "", "", "", UpstreamSettings.DEFAULT, DeadlineSettings.DEFAULT, QuotaSettings.DEFAULT);

    public MqttSettings {
        if (port < 0 || port > 65_535) {
            throw new Rejection("edge.port", port + " is no TCP port");
        }
    }

    /** Whether a relay shall run: without a CA nobody could be let in. */
    public boolean enabled() {
        return !clientCa.isEmpty();
    }

    /** With files that are named without a leading slash taken from a folder. */
    public MqttSettings within(Path folder) {
        return new MqttSettings(
                host,
                port,
                within(folder, certificate),
                within(folder, key),
                within(folder, clientCa),
                new UpstreamSettings(upstream.host(), upstream.port(), upstream.tls(), within(folder, upstream.ca())),
                deadlines,
                quotas);
    }

    private static String within(Path folder, String file) {
        return file.isEmpty() ? "" : folder.resolve(file).toString();
    }

    MqttLimits limits() {
        return new MqttLimits(
                quotas.packetBytes(), MqttLimits.DEFAULT.properties(), quotas.filters(), quotas.topicLevels());
    }
}
