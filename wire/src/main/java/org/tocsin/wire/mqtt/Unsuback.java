package org.tocsin.wire.mqtt;

import java.util.ArrayList;
import java.util.List;

/**
 * The answer to UNSUBSCRIBE. Source: MQTT 5.0 and 3.1.1, section 3.11.
 *
 * @param reasons one a filter; none in 3.1.1
 */
public record Unsuback(int packetId, Properties properties, List<ReasonCode> reasons) implements MqttPacket {
    public Unsuback {
        reasons = List.copyOf(reasons);
    }

    @Override
    public PacketType type() {
        return PacketType.UNSUBACK;
    }

    static Unsuback read(FieldReader in, MqttVersion version, MqttLimits limits) {
        int id = in.packetId();
        if (version != MqttVersion.V5) {
            return new Unsuback(id, Properties.NONE, List.of());
        }
        var properties = Properties.read(in, PacketType.UNSUBACK.code(), limits);
        var reasons = new ArrayList<ReasonCode>(2);
        do {
            if (reasons.size() == limits.filters()) {
                throw ReasonCode.QUOTA_EXCEEDED.refuse("more than " + limits.filters() + " reasons");
            }
            reasons.add(ReasonCode.read(in.u8(), PacketType.UNSUBACK));
        } while (in.remaining() > 0);
        return new Unsuback(id, properties, reasons);
    }

    void write(FieldWriter out, MqttVersion version) {
        out.u16(packetId);
        if (version == MqttVersion.V5) {
            properties.write(out);
            reasons.forEach(r -> out.u8(r.code()));
        }
    }
}
