package org.tocsin.wire.mqtt;

/** Packets to bytes. */
public final class MqttEncoder {
    private MqttEncoder() {}

    /** The whole packet, fixed header included. CONNECT brings its own version. */
    public static byte[] encode(MqttPacket packet, MqttVersion version) {
        var body = new FieldWriter();
        int flags = packet.type().flags();
        switch (packet) {
            case Connect p -> p.write(body);
            case Connack p -> p.write(body, version);
            case Publish p -> {
                flags = p.flags();
                p.write(body, version);
            }
            case Puback p -> p.write(body, version);
            case Pubrec p -> p.write(body, version);
            case Pubrel p -> p.write(body, version);
            case Pubcomp p -> p.write(body, version);
            case Subscribe p -> p.write(body, version);
            case Suback p -> p.write(body, version);
            case Unsubscribe p -> p.write(body, version);
            case Unsuback p -> p.write(body, version);
            case Pingreq _, Pingresp _ -> {}
            case Disconnect p -> p.write(body, version);
            case Auth p -> p.write(body);
        }
        var frame = new FieldWriter().u8(packet.type().code() << 4 | flags);
        return frame.variable(body.size()).raw(body).toArray();
    }
}
