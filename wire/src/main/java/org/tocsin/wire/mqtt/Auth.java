package org.tocsin.wire.mqtt;

/** A step of extended authentication, MQTT 5 only. Source: MQTT 5.0 section 3.15. */
public record Auth(ReasonCode reason, Properties properties) implements MqttPacket {
    @Override
    public PacketType type() {
        return PacketType.AUTH;
    }

    static Auth read(FieldReader in, MqttVersion version, MqttLimits limits) {
        if (version != MqttVersion.V5) {
            throw ReasonCode.MALFORMED_PACKET.refuse("packet type 15 is reserved in MQTT 3.1.1");
        }
        var tail = Tail.read(in, PacketType.AUTH, version, limits);
        return new Auth(tail.reason(), tail.properties());
    }

    void write(FieldWriter out) {
        new Tail(reason, properties).write(out, MqttVersion.V5);
    }
}
