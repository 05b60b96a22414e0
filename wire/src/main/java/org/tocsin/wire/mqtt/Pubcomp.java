package org.tocsin.wire.mqtt;

/** The end of a QoS 2 message. Source: MQTT 5.0 and 3.1.1, section 3.7. */
public record Pubcomp(int packetId, ReasonCode reason, Properties properties) implements MqttPacket {
    public static Pubcomp of(int packetId) {
        return new Pubcomp(packetId, ReasonCode.SUCCESS, Properties.NONE);
    }

    @Override
    public PacketType type() {
        return PacketType.PUBCOMP;
    }

    static Pubcomp read(FieldReader in, MqttVersion version, MqttLimits limits) {
        int id = in.packetId();
        var tail = Tail.read(in, PacketType.PUBCOMP, version, limits);
        return new Pubcomp(id, tail.reason(), tail.properties());
    }

    void write(FieldWriter out, MqttVersion version) {
        out.u16(packetId);
        new Tail(reason, properties).write(out, version);
    }
}
