package org.tocsin.wire.mqtt;

import java.util.ArrayList;
import java.util.List;

/** A client's wish to hear no more. Source: MQTT 5.0 and 3.1.1, section 3.10. */
public record Unsubscribe(int packetId, Properties properties, List<String> filters) implements MqttPacket {
    public Unsubscribe {
        filters = List.copyOf(filters);
    }

    @Override
    public PacketType type() {
        return PacketType.UNSUBSCRIBE;
    }

    static Unsubscribe read(FieldReader in, MqttVersion version, MqttLimits limits) {
        int id = in.packetId();
        var properties = version == MqttVersion.V5
                ? Properties.read(in, PacketType.UNSUBSCRIBE.code(), limits)
                : Properties.NONE;
        var filters = new ArrayList<String>(2);
        do {
            if (filters.size() == limits.filters()) {
                throw ReasonCode.QUOTA_EXCEEDED.refuse("more than " + limits.filters() + " filters");
            }
            filters.add(Subscription.readFilter(in, limits));
        } while (in.remaining() > 0);
        return new Unsubscribe(id, properties, filters);
    }

    void write(FieldWriter out, MqttVersion version) {
        out.u16(packetId);
        if (version == MqttVersion.V5) {
            properties.write(out);
        }
        filters.forEach(out::text);
    }
}
