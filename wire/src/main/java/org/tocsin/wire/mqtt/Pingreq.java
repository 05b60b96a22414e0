package org.tocsin.wire.mqtt;

/** A client's sign of life. Source: MQTT 5.0 and 3.1.1, section 3.12. */
public record Pingreq() implements MqttPacket {
    @Override
    public PacketType type() {
        return PacketType.PINGREQ;
    }
}
