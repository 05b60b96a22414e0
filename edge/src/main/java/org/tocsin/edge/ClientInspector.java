package org.tocsin.edge;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.tocsin.wire.mqtt.Connack;
import org.tocsin.wire.mqtt.Connect;
import org.tocsin.wire.mqtt.MqttDecoder;
import org.tocsin.wire.mqtt.MqttLimits;
import org.tocsin.wire.mqtt.MqttPacket;
import org.tocsin.wire.mqtt.MqttVersion;
import org.tocsin.wire.mqtt.PacketType;
import org.tocsin.wire.mqtt.PropertyId;
import org.tocsin.wire.mqtt.PublishScan;
import org.tocsin.wire.mqtt.ReasonCode;

/**
 * Judges what a device sends, packet by packet, in the order in which it may come. What was found by others in brokers
 * stops here: a packet before CONNECT (CVE-2023-0809), a server's packet from a client (CVE-2021-28166), a topic of length
 * 0 (CVE-2021-34432), thousands of properties, PUBLISH without identifier.
 */
final class ClientInspector {
    private final MqttLimits limits;
    private final PublishScan scan;
    private @Nullable Connect connect;
    private int aliasMaximum;
    private int unanswered;
    private boolean ended;

    ClientInspector(MqttLimits limits) {
        this.limits = limits;
        this.scan = new PublishScan(limits);
    }

    /** Checks the packet that lies there; throws a rejection that names the MQTT reason. */
    PacketType inspect(ByteBuffer in, int from, int to) {
        var type = PacketType.ofFirstByte(in.get(from) & 0xff);
        if (!type.fromClient() || ended) {
            throw ReasonCode.PROTOCOL_ERROR.refuse(type + " from a device" + (ended ? " after DISCONNECT" : ""));
        }
        var known = connect;
        if (known == null) {
            if (type != PacketType.CONNECT) {
                throw ReasonCode.PROTOCOL_ERROR.refuse(type + " before CONNECT");
            }
            connect = (Connect) decode(in, from, to, MqttVersion.V5);
            return type;
        }
        if (type == PacketType.CONNECT) {
            throw ReasonCode.PROTOCOL_ERROR.refuse("a second CONNECT");
        }
        if (type == PacketType.PUBLISH) {
            publish(in, from, to, known.version());
        } else {
            decode(in, from, to, known.version());
            ended = type == PacketType.DISCONNECT;
        }
        return type;
    }

    private void publish(ByteBuffer in, int from, int to, MqttVersion version) {
        scan.scan(in, from, to, version);
        if (scan.alias() > aliasMaximum) {
            throw ReasonCode.TOPIC_ALIAS_INVALID.refuse("alias " + scan.alias() + ", " + aliasMaximum + " are allowed");
        }
        if (scan.qos() > 0) {
            unanswered++;
        }
    }

    private MqttPacket decode(ByteBuffer in, int from, int to, MqttVersion version) {
        return MqttDecoder.decode(in, from, to, version, limits);
    }

    /** The first packet, once it came. */
    @Nullable
    Connect connect() {
        return connect;
    }

    /** Takes note of what the broker allows. */
    void accepted(Connack connack) {
        aliasMaximum = (int) connack.properties().number(PropertyId.TOPIC_ALIAS_MAXIMUM, 0);
    }

    /** The broker answered a message for the first time. */
    void answered() {
        unanswered = Math.max(0, unanswered - 1);
    }

    /** Messages that the broker has not answered yet. */
    int unanswered() {
        return unanswered;
    }

    /** Whether the device said goodbye. */
    boolean ended() {
        return ended;
    }
}
