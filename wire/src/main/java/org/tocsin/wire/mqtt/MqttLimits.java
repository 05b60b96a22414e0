package org.tocsin.wire.mqtt;

/**
 * How much one packet may hold; every bound is inclusive.
 *
 * @param packetBytes whole packet, fixed header included; mosquitto 2.1 went from 256 MB to 2 MB for the same reason
 * @param properties properties in one packet; 5,000 user properties cost a broker quadratic time (mosquitto issue of
 *     CONNECT 575314)
 * @param filters topic filters in one SUBSCRIBE or UNSUBSCRIBE
 * @param topicLevels levels of a topic name or filter; brokers walk them recursively
 */
public record MqttLimits(int packetBytes, int properties, int filters, int topicLevels) {
    /** Largest size that the format can state: 268,435,455 bytes and five bytes of fixed header. */
    public static final int LARGEST_PACKET = 268_435_455 + 5;

    /** 256 KiB a packet, 32 properties, 64 filters, 32 levels: roomy for telemetry, tight for an attacker. */
    public static final MqttLimits DEFAULT = new MqttLimits(256 << 10, 32, 64, 32);

    public MqttLimits {
        if (packetBytes < 2 || packetBytes > LARGEST_PACKET || properties < 0 || filters < 1 || topicLevels < 1) {
            throw ReasonCode.IMPLEMENTATION_SPECIFIC_ERROR.refuse("these limits let no packet through");
        }
    }
}
