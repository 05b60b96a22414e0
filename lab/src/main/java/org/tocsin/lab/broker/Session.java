package org.tocsin.lab.broker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Clock;
import org.tocsin.wire.mqtt.MqttPacket;
import org.tocsin.wire.mqtt.Publish;
import org.tocsin.wire.mqtt.Pubrel;
import org.tocsin.wire.mqtt.Qos;
import org.tocsin.wire.mqtt.Subscription;

/** What outlives a connection. Source: MQTT 5.0 section 4.1. Guarded by the broker's lock. */
final class Session {
    /** A subscription and its identifier, 0 for none. */
    record Subscribed(Subscription wish, long identifier) {}

    private record Waiting(Message message, Message.Delivery how) {}

    final String clientId;
    final Map<String, Subscribed> subscriptions = new HashMap<>();
    final Set<Integer> arriving = new HashSet<>();

    @Nullable
    Link link;

    long expiresMillis = Long.MAX_VALUE;

    private final BrokerLimits limits;
    private final Clock clock;
    private final Map<Integer, MqttPacket> leaving = new LinkedHashMap<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int lastId;

    Session(String clientId, BrokerLimits limits, Clock clock) {
        this.clientId = clientId;
        this.limits = limits;
        this.clock = clock;
    }

    /** Sends a message or keeps it until it can be sent; false if it was dropped. */
    boolean deliver(Message message, Message.Delivery how) {
        var to = link;
        if (how.qos() == Qos.AT_MOST_ONCE) {
            return to != null && to.offer(message.outgoing(how, 0, clock.millis()));
        }
        if (waiting.size() >= limits.waiting()) {
            return false;
        }
        waiting.add(new Waiting(message, how));
        pump();
        return true;
    }

    /** Sends what waits, as far as the window allows. */
    void pump() {
        var to = link;
        while (to != null && !waiting.isEmpty() && leaving.size() < to.window()) {
            var next = waiting.remove();
            if (!next.message.expired(clock.millis())) {
                var publish = next.message.outgoing(next.how, freeId(), clock.millis());
                leaving.put(publish.packetId(), publish);
                to.put(publish);
            }
        }
    }

    /** After a reconnection: what was not answered goes out once more. Source: MQTT 5.0 section 4.4. */
    void resend() {
        var to = link;
        if (to == null) {
            return;
        }
        for (var packet : leaving.values()) {
            to.put(packet instanceof Publish p ? again(p) : packet);
        }
        pump();
    }

    /** PUBACK, or PUBREC with an error, or PUBCOMP. */
    void done(int packetId) {
        leaving.remove(packetId);
        pump();
    }

    /** PUBREC: answers with PUBREL; false if no message has that identifier. */
    boolean received(int packetId) {
        return leaving.computeIfPresent(packetId, (id, _) -> Pubrel.of(id)) != null;
    }

    private static Publish again(Publish p) {
        return new Publish(true, p.qos(), p.retain(), p.topic(), p.packetId(), p.properties(), p.payload());
    }

    private int freeId() {
        do {
            lastId = lastId % 65_535 + 1;
        } while (leaving.containsKey(lastId));
        return lastId;
    }
}
