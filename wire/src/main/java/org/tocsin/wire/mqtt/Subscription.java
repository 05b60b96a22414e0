package org.tocsin.wire.mqtt;

/**
 * One wish of a SUBSCRIBE. Source: MQTT 5.0 section 3.8.3.1.
 *
 * @param noLocal own messages stay away
 * @param retainAsPublished the retain flag is kept
 * @param retainHandling 0 retained messages at once, 1 if the subscription is new, 2 none
 */
public record Subscription(String filter, Qos qos, boolean noLocal, boolean retainAsPublished, int retainHandling) {
    public static Subscription of(String filter, Qos qos) {
        return new Subscription(filter, qos, false, false, 0);
    }

    static Subscription read(FieldReader in, MqttVersion version, MqttLimits limits) {
        var filter = readFilter(in, limits);
        int options = in.u8();
        if ((options & (version == MqttVersion.V5 ? 0xc0 : 0xfc)) != 0 || (options & 0x30) == 0x30) {
            throw ReasonCode.MALFORMED_PACKET.refuse("reserved subscription options are set");
        }
        boolean noLocal = (options & 4) != 0;
        if (noLocal && Topic.share(filter) != null) {
            throw ReasonCode.PROTOCOL_ERROR.refuse("a shared subscription without local messages");
        }
        return new Subscription(filter, Qos.of(options & 3), noLocal, (options & 8) != 0, options >>> 4 & 3);
    }

    static String readFilter(FieldReader in, MqttLimits limits) {
        var filter = in.text();
        if (!Topic.isFilter(filter) || Topic.levels(filter) > limits.topicLevels()) {
            throw ReasonCode.TOPIC_FILTER_INVALID.refuse("a filter is empty, too deep or has a misplaced wildcard");
        }
        return filter;
    }

    void write(FieldWriter out) {
        out.text(filter).u8(qos.level() | (noLocal ? 4 : 0) | (retainAsPublished ? 8 : 0) | (retainHandling << 4));
    }
}
