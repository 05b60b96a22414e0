package org.tocsin.wire.mqtt;

import org.tocsin.kernel.Bytes;

/** What the server publishes when the connection is lost. Source: MQTT 5.0 section 3.1.3.2 to 3.1.3.4. */
public record Will(String topic, Bytes payload, Qos qos, boolean retain, Properties properties) {
    static Will read(FieldReader in, int flags, MqttVersion version, MqttLimits limits) {
        var properties = version == MqttVersion.V5 ? Properties.read(in, PropertyId.WILL, limits) : Properties.NONE;
        var topic = in.text();
        if (!Topic.isName(topic) || Topic.levels(topic) > limits.topicLevels()) {
            throw ReasonCode.TOPIC_NAME_INVALID.refuse("the will's topic is empty, too deep or has a wildcard");
        }
        return new Will(topic, in.binary(), Qos.of(flags >>> 3 & 3), (flags & 0x20) != 0, properties);
    }

    void write(FieldWriter out, MqttVersion version) {
        if (version == MqttVersion.V5) {
            properties.write(out);
        }
        out.text(topic).binary(payload);
    }

    int flags() {
        return 4 | (qos.level() << 3) | (retain ? 0x20 : 0);
    }
}
