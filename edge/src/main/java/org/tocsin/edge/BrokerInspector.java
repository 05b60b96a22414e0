package org.tocsin.edge;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.tocsin.wire.mqtt.Connack;
import org.tocsin.wire.mqtt.MqttDecoder;
import org.tocsin.wire.mqtt.MqttLimits;
import org.tocsin.wire.mqtt.MqttVersion;
import org.tocsin.wire.mqtt.PacketType;
import org.tocsin.wire.mqtt.ReasonCode;

/** Judges the order of what the broker sends; its contents are the operator's own. */
final class BrokerInspector {
    private final MqttVersion version;
    private final MqttLimits limits;
    private @Nullable Connack connack;

    BrokerInspector(MqttVersion version, MqttLimits limits) {
        this.version = version;
        this.limits = limits;
    }

    PacketType inspect(ByteBuffer in, int from, int to) {
        var type = PacketType.ofFirstByte(in.get(from) & 0xff);
        boolean early = connack == null && type != PacketType.CONNACK && type != PacketType.AUTH;
        if (!type.fromServer() || early || (connack != null && type == PacketType.CONNACK)) {
            throw ReasonCode.PROTOCOL_ERROR.refuse(type + " from the broker, out of order");
        }
        if (type == PacketType.CONNACK) {
            connack = (Connack) MqttDecoder.decode(in, from, to, version, limits);
        }
        return type;
    }

    /** The broker's answer to CONNECT, once it came. */
    @Nullable
    Connack connack() {
        return connack;
    }
}
