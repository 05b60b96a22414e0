package org.tocsin.wire.mqtt;

/** The release of a QoS 2 message. Source: MQTT 5.0 and 3.1.1, section 3.6. */
public record Pubrel(int packetId, ReasonCode reason, Properties properties) implements MqttPacket {
    public static Pubrel of(int packetId) {
        return new Pubrel(packetId, ReasonCode.SUCCESS, Properties.NONE);
    }

    @Override
    public PacketType type() {
        return PacketType.PUBREL;
    }

    static Pubrel read(FieldReader in, MqttVersion version, MqttLimits limits) {
        int id = in.packetId();
        var tail = Tail.read(in, PacketType.PUBREL, version, limits);
        return new Pubrel(id, tail.reason(), tail.properties());
    }

    void write(FieldWriter out, MqttVersion version) {
        out.u16(packetId);
        new Tail(reason, properties).write(out, version);
    }
}
