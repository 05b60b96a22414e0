package org.tocsin.wire.mqtt;

/** One control packet. Source: MQTT 5.0 section 3; what MQTT 3.1.1 lacks is empty there. */
public sealed interface MqttPacket
        permits Connect,
                Connack,
                Publish,
                Puback,
                Pubrec,
                Pubrel,
                Pubcomp,
                Subscribe,
                Suback,
                Unsubscribe,
                Unsuback,
                Pingreq,
                Pingresp,
                Disconnect,
                Auth {
    /** Which of the fifteen. */
    PacketType type();
}
