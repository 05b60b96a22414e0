package org.tocsin.wire.mqtt;

import java.nio.ByteBuffer;

/** Bytes to packets: one whole packet in, one record out, or a rejection that names a reason code. */
public final class MqttDecoder {
    private MqttDecoder() {}

    /**
     * Decodes one packet.
     *
     * @param frame holds it from {@code from} to {@code to}, as {@link MqttFraming#frameLength} found it; not moved
     * @param version what the connection agreed on; CONNECT brings its own
     */
    public static MqttPacket decode(ByteBuffer frame, int from, int to, MqttVersion version, MqttLimits limits) {
        int first = frame.get(from) & 0xff;
        var in = new FieldReader(frame, MqttFraming.bodyStart(frame, from), to);
        var packet = read(in, first, version, limits);
        in.end();
        return packet;
    }

    /** Decodes an array that holds exactly one packet. */
    public static MqttPacket decode(byte[] packet, MqttVersion version, MqttLimits limits) {
        var frame = ByteBuffer.wrap(packet);
        int length = MqttFraming.frameLength(frame, 0, packet.length, limits.packetBytes());
        if (length != packet.length) {
            throw ReasonCode.MALFORMED_PACKET.refuse(packet.length + " bytes are not one whole packet");
        }
        return decode(frame, 0, packet.length, version, limits);
    }

    private static MqttPacket read(FieldReader in, int first, MqttVersion version, MqttLimits limits) {
        return switch (PacketType.ofFirstByte(first)) {
            case CONNECT -> Connect.read(in, limits);
            case CONNACK -> Connack.read(in, version, limits);
            case PUBLISH -> Publish.read(in, first & 15, version, limits);
            case PUBACK -> Puback.read(in, version, limits);
            case PUBREC -> Pubrec.read(in, version, limits);
            case PUBREL -> Pubrel.read(in, version, limits);
            case PUBCOMP -> Pubcomp.read(in, version, limits);
            case SUBSCRIBE -> Subscribe.read(in, version, limits);
            case SUBACK -> Suback.read(in, version, limits);
            case UNSUBSCRIBE -> Unsubscribe.read(in, version, limits);
            case UNSUBACK -> Unsuback.read(in, version, limits);
            case PINGREQ -> new Pingreq();
            case PINGRESP -> new Pingresp();
            case DISCONNECT -> Disconnect.read(in, version, limits);
            case AUTH -> Auth.read(in, version, limits);
        };
    }
}
