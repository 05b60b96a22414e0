package org.tocsin.wire.mqtt;

/**
 * Reason code and properties at the end of six packets; either may be left out in MQTT 5, 3.1.1 has neither. Source: MQTT
 * 5.0 sections 3.4.2.1, 3.14.2.1, 3.15.2.1.
 */
record Tail(ReasonCode reason, Properties properties) {
    static Tail read(FieldReader in, PacketType type, MqttVersion version, MqttLimits limits) {
        if (version != MqttVersion.V5 || in.remaining() == 0) {
            return new Tail(ReasonCode.SUCCESS, Properties.NONE);
        }
        var reason = ReasonCode.read(in.u8(), type);
        var properties = in.remaining() == 0 ? Properties.NONE : Properties.read(in, type.code(), limits);
        return new Tail(reason, properties);
    }

    void write(FieldWriter out, MqttVersion version) {
        boolean bare = properties.all().isEmpty();
        if (version != MqttVersion.V5 || (bare && reason == ReasonCode.SUCCESS)) {
            return;
        }
        out.u8(reason.code());
        if (!bare) {
            properties.write(out);
        }
    }
}
