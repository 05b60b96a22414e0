package org.tocsin.wire.mqtt;

/**
 * The last packet of a connection. Source: MQTT 5.0 and 3.1.1, section 3.14; a server of 3.1.1 has none, it just closes.
 */
public record Disconnect(ReasonCode reason, Properties properties) implements MqttPacket {
    public static Disconnect of(ReasonCode reason) {
        return new Disconnect(reason, Properties.NONE);
    }

    @Override
    public PacketType type() {
        return PacketType.DISCONNECT;
    }

    static Disconnect read(FieldReader in, MqttVersion version, MqttLimits limits) {
        var tail = Tail.read(in, PacketType.DISCONNECT, version, limits);
        return new Disconnect(tail.reason(), tail.properties());
    }

    void write(FieldWriter out, MqttVersion version) {
        new Tail(reason, properties).write(out, version);
    }
}
