package org.tocsin.lab.broker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tocsin.kernel.Clock;
import org.tocsin.wire.mqtt.Publish;
import org.tocsin.wire.mqtt.Qos;
import org.tocsin.wire.mqtt.Subscription;
import org.tocsin.wire.mqtt.Topic;

/** Sessions, retained messages and who gets what. Guarded by the broker's lock. */
final class Router {
    private final BrokerLimits limits;
    private final Clock clock;
    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Map<String, Message> retained = new TreeMap<>();
    private final Map<String, Integer> turns = new HashMap<>();
    private long dropped;

    Router(BrokerLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    Map<String, Session> sessions() {
        return sessions;
    }

    /** Messages that found no room. */
    long dropped() {
        return dropped;
    }

    /** Forgets sessions whose time is over. */
    void sweep() {
        long now = clock.millis();
        sessions.values().removeIf(session -> session.link == null && now >= session.expiresMillis);
    }

    /** Hands a message to all whom it concerns, and keeps it if it is to be retained. */
    void publish(Message message) {
        var publish = message.publish();
        if (publish.retain()) {
            retain(message);
        }
        var shares = new HashMap<String, List<Session>>();
        for (var session : sessions.values()) {
            Message.Delivery how = null;
            for (var subscribed : session.subscriptions.values()) {
                var wish = subscribed.wish();
                if (!Topic.matches(Topic.plain(wish.filter()), publish.topic())) {
                    continue;
                }
                if (Topic.share(wish.filter()) != null) {
                    shares.computeIfAbsent(wish.filter(), _ -> new ArrayList<>())
                            .add(session);
                } else if (!wish.noLocal() || !session.clientId.equals(message.from())) {
                    how = Message.Delivery.merge(
                            how, delivery(subscribed, publish, publish.retain() && wish.retainAsPublished()));
                }
            }
            if (how != null) {
                deliver(session, message, how);
            }
        }
        shares.forEach((filter, members) -> share(filter, members, message));
    }

    /** One member of a group gets it: the next in turn that is connected, else the next in turn. */
    private void share(String filter, List<Session> members, Message message) {
        int turn = turns.merge(filter, 1, Integer::sum);
        var connected = members.stream().filter(session -> session.link != null).toList();
        var able = connected.isEmpty() ? members : connected;
        var chosen = able.get(Math.floorMod(turn, able.size()));
        var subscribed = chosen.subscriptions.get(filter);
        if (subscribed != null) {
            deliver(chosen, message, delivery(subscribed, message.publish(), false));
        }
    }

    /** Sends retained messages to a new subscription. */
    void welcome(Session session, Session.Subscribed subscribed) {
        for (var message : List.copyOf(retained.values())) {
            if (Topic.matches(subscribed.wish().filter(), message.publish().topic())
                    && !message.expired(clock.millis())) {
                deliver(session, message, delivery(subscribed, message.publish(), true));
            }
        }
    }

    /** Enters a subscription; whether it is new. */
    boolean subscribe(Session session, Subscription wish, long identifier) {
        boolean isNew = !session.subscriptions.containsKey(wish.filter());
        session.subscriptions.put(wish.filter(), new Session.Subscribed(wish, identifier));
        return isNew;
    }

    boolean hasRoom(Session session, String filter) {
        return session.subscriptions.containsKey(filter) || session.subscriptions.size() < limits.subscriptions();
    }

    private void retain(Message message) {
        var topic = message.publish().topic();
        if (message.publish().payload().size() == 0) {
            retained.remove(topic);
        } else if (retained.containsKey(topic) || retained.size() < limits.retained()) {
            retained.put(topic, message);
        } else {
            dropped++;
        }
    }

    private void deliver(Session session, Message message, Message.Delivery how) {
        boolean lost = !session.deliver(message, how);
        if (lost && (session.link != null || how.qos() != Qos.AT_MOST_ONCE)) {
            dropped++;
        }
    }

    private static Message.Delivery delivery(Session.Subscribed subscribed, Publish publish, boolean retain) {
        var identifiers = subscribed.identifier() == 0 ? List.<Long>of() : List.of(subscribed.identifier());
        return new Message.Delivery(subscribed.wish().qos().min(publish.qos()), retain, identifiers);
    }
}
