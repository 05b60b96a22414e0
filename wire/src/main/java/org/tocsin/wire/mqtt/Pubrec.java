package org.tocsin.wire.mqtt;

/** The first answer to a QoS 2 message. Source: MQTT 5.0 and 3.1.1, section 3.5. */
public record Pubrec(int packetId, ReasonCode reason, Properties properties) implements MqttPacket {
    public static Pubrec of(int packetId) {
        return new Pubrec(packetId, ReasonCode.SUCCESS, Properties.NONE);
    }

    @Override
    public PacketType type() {
        return PacketType.PUBREC;
    }

    static Pubrec read(FieldReader in, MqttVersion version, MqttLimits limits) {
        int id = in.packetId();
        var tail = Tail.read(in, PacketType.PUBREC, version, limits);
        return new Pubrec(id, tail.reason(), tail.properties());
    }

    void write(FieldWriter out, MqttVersion version) {
        out.u16(packetId);
        new Tail(reason, properties).write(out, version);
    }
}
