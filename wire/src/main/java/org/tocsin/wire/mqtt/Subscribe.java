package org.tocsin.wire.mqtt;

import java.util.ArrayList;
import java.util.List;

/** A client's wish for messages. Source: MQTT 5.0 and 3.1.1, section 3.8. */
public record Subscribe(int packetId, Properties properties, List<Subscription> subscriptions) implements MqttPacket {
    public Subscribe {
        subscriptions = List.copyOf(subscriptions);
    }

    @Override
    public PacketType type() {
        return PacketType.SUBSCRIBE;
    }

    static Subscribe read(FieldReader in, MqttVersion version, MqttLimits limits) {
        int id = in.packetId();
        var properties =
                version == MqttVersion.V5 ? Properties.read(in, PacketType.SUBSCRIBE.code(), limits) : Properties.NONE;
        var all = new ArrayList<Subscription>(2);
        do {
            if (all.size() == limits.filters()) {
                throw ReasonCode.QUOTA_EXCEEDED.refuse("more than " + limits.filters() + " filters");
            }
            all.add(Subscription.read(in, version, limits));
        } while (in.remaining() > 0);
        return new Subscribe(id, properties, all);
    }

    void write(FieldWriter out, MqttVersion version) {
        out.u16(packetId);
        if (version == MqttVersion.V5) {
            properties.write(out);
        }
        subscriptions.forEach(s -> s.write(out));
    }
}
