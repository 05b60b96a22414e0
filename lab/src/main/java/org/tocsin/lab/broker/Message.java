package org.tocsin.lab.broker;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tocsin.wire.mqtt.Property;
import org.tocsin.wire.mqtt.PropertyId;
import org.tocsin.wire.mqtt.Publish;
import org.tocsin.wire.mqtt.Qos;

/**
 * A message inside the broker.
 *
 * @param publish as it came, its topic alias resolved
 * @param from client id of the publisher
 * @param arrivedMillis when it came
 */
record Message(Publish publish, String from, long arrivedMillis) {
    private static final long FOREVER = Long.MAX_VALUE;

    boolean expired(long nowMillis) {
        long seconds = publish.properties().number(PropertyId.MESSAGE_EXPIRY_INTERVAL, FOREVER);
        return seconds != FOREVER && nowMillis - arrivedMillis >= seconds * 1_000;
    }

    /** As it goes to one subscriber; the expiry interval shrinks while it waits (MQTT 5.0 section 3.3.2.3.3). */
    Publish outgoing(Delivery how, int packetId, long nowMillis) {
        var properties = publish.properties().without(PropertyId.TOPIC_ALIAS);
        long seconds = properties.number(PropertyId.MESSAGE_EXPIRY_INTERVAL, FOREVER);
        if (seconds != FOREVER) {
            long left = Math.max(1, seconds - (nowMillis - arrivedMillis) / 1_000);
            properties = properties
                    .without(PropertyId.MESSAGE_EXPIRY_INTERVAL)
                    .with(new Property.Num(PropertyId.MESSAGE_EXPIRY_INTERVAL, left));
        }
        for (var id : how.identifiers()) {
            properties = properties.with(new Property.Num(PropertyId.SUBSCRIPTION_IDENTIFIER, id));
        }
        return new Publish(false, how.qos(), how.retain(), publish.topic(), packetId, properties, publish.payload());
    }

    /** How a message reaches one session. */
    record Delivery(Qos qos, boolean retain, List<Long> identifiers) {
        /** Two subscriptions of one session match: one message, the better quality, both identifiers. */
        static Delivery merge(@Nullable Delivery one, Delivery other) {
            if (one == null) {
                return other;
            }
            var both = new ArrayList<>(one.identifiers);
            both.addAll(other.identifiers);
            return new Delivery(
                    one.qos.compareTo(other.qos) >= 0 ? one.qos : other.qos, one.retain || other.retain, both);
        }
    }
}
