package org.tocsin.wire.mqtt;

import org.tocsin.kernel.Bytes;

/**
 * An application message. Source: MQTT 5.0 and 3.1.1, section 3.3.
 *
 * @param topic a name, or empty in MQTT 5 where a topic alias stands for it
 * @param packetId 0 with {@link Qos#AT_MOST_ONCE}
 */
public record Publish(
        boolean dup, Qos qos, boolean retain, String topic, int packetId, Properties properties, Bytes payload)
        implements MqttPacket {
    /** A first delivery without properties. */
    public static Publish of(String topic, Qos qos, int packetId, Bytes payload) {
        return new Publish(false, qos, false, topic, packetId, Properties.NONE, payload);
    }

    @Override
    public PacketType type() {
        return PacketType.PUBLISH;
    }

    static void checkFlags(int flags) {
        int qos = flags >>> 1 & 3;
        if (qos == 3 || (qos == 0 && (flags & 8) != 0)) {
            throw ReasonCode.MALFORMED_PACKET.refuse("PUBLISH with QoS 3, or a repetition with QoS 0");
        }
    }

    static Publish read(FieldReader in, int flags, MqttVersion version, MqttLimits limits) {
        var topic = in.text();
        var qos = Qos.of(flags >>> 1 & 3);
        int id = qos == Qos.AT_MOST_ONCE ? 0 : in.packetId();
        boolean five = version == MqttVersion.V5;
        var properties = five ? Properties.read(in, PacketType.PUBLISH.code(), limits) : Properties.NONE;
        if (topic.isEmpty() ? !properties.has(PropertyId.TOPIC_ALIAS) : !Topic.isName(topic)) {
            throw ReasonCode.TOPIC_NAME_INVALID.refuse("the topic is empty or has a wildcard");
        }
        if (Topic.levels(topic) > limits.topicLevels()) {
            throw ReasonCode.TOPIC_NAME_INVALID.refuse("the topic has more than " + limits.topicLevels() + " levels");
        }
        return new Publish((flags & 8) != 0, qos, (flags & 1) != 0, topic, id, properties, in.rest());
    }

    int flags() {
        return (dup ? 8 : 0) | (qos.level() << 1) | (retain ? 1 : 0);
    }

    void write(FieldWriter out, MqttVersion version) {
        out.text(topic);
        if (qos != Qos.AT_MOST_ONCE) {
            out.u16(packetId);
        }
        if (version == MqttVersion.V5) {
            properties.write(out);
        }
        out.raw(payload);
    }
}
