package org.tocsin.wire.mqtt;

/** The answer to a sign of life. Source: MQTT 5.0 and 3.1.1, section 3.13. */
public record Pingresp() implements MqttPacket {
    @Override
    public PacketType type() {
        return PacketType.PINGRESP;
    }
}
