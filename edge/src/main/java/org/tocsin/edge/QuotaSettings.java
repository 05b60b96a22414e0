package org.tocsin.edge;

import org.tocsin.kernel.Rejection;
import org.tocsin.wire.mqtt.MqttLimits;

/**
 * The section {@code edge.mqtt.quotas}: how much of everything. A source is an IPv4 address or an IPv6 /64.
 *
 * @param connections at most at once
 * @param perSource at most at once from one source
 * @param acceptsPerMinute new connections a minute from one source, on average; as many at once
 * @param handshakesPerSecond TLS handshakes a second for all; one costs 1.4-2 ms of a core (measured), so this bounds what a
 *     flood of strangers can take from those who are in
 * @param packetsPerSecond MQTT packets a second from one device, on average; a faster one is read more slowly
 * @param unanswered messages of one device that the broker has not answered; at that count it is not read any further
 * @param packetBytes largest packet either way
 * @param filters topic filters in one packet
 * @param topicLevels levels of a topic
 */
public record QuotaSettings(
        int connections,
        int perSource,
        int acceptsPerMinute,
        int handshakesPerSecond,
        int packetsPerSecond,
        int unanswered,
        int packetBytes,
        int filters,
        int topicLevels) {
    public static final QuotaSettings DEFAULT =
            new QuotaSettings(20_000, 1_000, 600, 400, 1_000, 1_024, 256 << 10, 64, 32);

    public QuotaSettings {
        int least = Math.min(Math.min(connections, perSource), Math.min(acceptsPerMinute, handshakesPerSecond));
        if (Math.min(least, Math.min(packetsPerSecond, unanswered)) < 1) {
            throw new Rejection("edge.quota", "a quota below 1 lets nobody in");
        }
        var _ = new MqttLimits(packetBytes, 1, filters, topicLevels);
    }
}
