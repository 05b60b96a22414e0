package org.tocsin.wire.mqtt;

import java.util.ArrayList;
import java.util.List;

/** The answer to SUBSCRIBE, one reason a filter. Source: MQTT 5.0 and 3.1.1, section 3.9. */
public record Suback(int packetId, Properties properties, List<ReasonCode> reasons) implements MqttPacket {
    public Suback {
        reasons = List.copyOf(reasons);
    }

    @Override
    public PacketType type() {
        return PacketType.SUBACK;
    }

    static Suback read(FieldReader in, MqttVersion version, MqttLimits limits) {
        int id = in.packetId();
        boolean five = version == MqttVersion.V5;
        var properties = five ? Properties.read(in, PacketType.SUBACK.code(), limits) : Properties.NONE;
        var reasons = new ArrayList<ReasonCode>(2);
        do {
            if (reasons.size() == limits.filters()) {
                throw ReasonCode.QUOTA_EXCEEDED.refuse("more than " + limits.filters() + " reasons");
            }
            int code = in.u8();
            if (!five && code > 2 && code != 0x80) {
                throw ReasonCode.MALFORMED_PACKET.refuse("return code " + code + " does not exist");
            }
            reasons.add(ReasonCode.read(code, PacketType.SUBACK));
        } while (in.remaining() > 0);
        return new Suback(id, properties, reasons);
    }

    void write(FieldWriter out, MqttVersion version) {
        out.u16(packetId);
        boolean five = version == MqttVersion.V5;
        if (five) {
            properties.write(out);
        }
        for (var reason : reasons) {
            out.u8(!five && reason.isError() ? 0x80 : reason.code());
        }
    }
}
