package org.tocsin.wire.mqtt;

/** The answer to a QoS 1 message. Source: MQTT 5.0 and 3.1.1, section 3.4. */
public record Puback(int packetId, ReasonCode reason, Properties properties) implements MqttPacket {
    public static Puback of(int packetId) {
        return new Puback(packetId, ReasonCode.SUCCESS, Properties.NONE);
    }

    @Override
    public PacketType type() {
        return PacketType.PUBACK;
    }

    static Puback read(FieldReader in, MqttVersion version, MqttLimits limits) {
        int id = in.packetId();
        var tail = Tail.read(in, PacketType.PUBACK, version, limits);
        return new Puback(id, tail.reason(), tail.properties());
    }

    void write(FieldWriter out, MqttVersion version) {
        out.u16(packetId);
        new Tail(reason, properties).write(out, version);
    }
}
