package org.tocsin.lab.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Clock;
import org.tocsin.wire.mqtt.Auth;
import org.tocsin.wire.mqtt.Connack;
import org.tocsin.wire.mqtt.Connect;
import org.tocsin.wire.mqtt.Disconnect;
import org.tocsin.wire.mqtt.MqttPacket;
import org.tocsin.wire.mqtt.MqttVersion;
import org.tocsin.wire.mqtt.Pingreq;
import org.tocsin.wire.mqtt.Pingresp;
import org.tocsin.wire.mqtt.Properties;
import org.tocsin.wire.mqtt.Property;
import org.tocsin.wire.mqtt.PropertyId;
import org.tocsin.wire.mqtt.Puback;
import org.tocsin.wire.mqtt.Pubcomp;
import org.tocsin.wire.mqtt.Publish;
import org.tocsin.wire.mqtt.Pubrec;
import org.tocsin.wire.mqtt.Pubrel;
import org.tocsin.wire.mqtt.Qos;
import org.tocsin.wire.mqtt.ReasonCode;
import org.tocsin.wire.mqtt.Suback;
import org.tocsin.wire.mqtt.Subscribe;
import org.tocsin.wire.mqtt.Subscription;
import org.tocsin.wire.mqtt.Topic;
import org.tocsin.wire.mqtt.Unsuback;
import org.tocsin.wire.mqtt.Unsubscribe;
import org.tocsin.wire.mqtt.Will;

/**
 * An MQTT broker for drills and tests: 3.1.1 and 5, QoS 0 to 2, retained messages, sessions, wildcards, shared
 * subscriptions, wills; in memory, bounded, on loopback only. One lock guards everything; each connection has a virtual
 * thread that reads and one that writes.
 */
public final class LabBroker implements AutoCloseable {
    private static final long NEVER_SECONDS = 0xffff_ffffL;

    private final BrokerLimits limits;
    private final Clock clock;
    private final Router router;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("lab-broker-timer").factory());
    private long named;

    private LabBroker(ServerSocket server, BrokerLimits limits, Clock clock) {
        this.server = server;
        this.limits = limits;
        this.clock = clock;
        this.router = new Router(limits, clock);
    }

    /**
     * Starts on a loopback port.
     *
     * @param port 0 for any free one
     */
    public static LabBroker start(int port, BrokerLimits limits, Clock clock) throws IOException {
        var server = new ServerSocket(port, 1_024, InetAddress.getLoopbackAddress());
        var broker = new LabBroker(server, limits, clock);
        Thread.ofVirtual().name("lab-broker-accept").start(broker::accept);
        return broker;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Clients that are connected now. */
    public synchronized int clients() {
        return (int)
                router.sessions().values().stream().filter(s -> s.link != null).count();
    }

    /** Messages that found no room since the start; a drill that counts losses asks here first. */
    public synchronized long dropped() {
        return router.dropped();
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().name("lab-broker-in").start(() -> {
                    new ClientReader(this, limits, socket).run();
                    sockets.remove(socket);
                });
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    /** CONNECT: the session, or null if it is refused. Source: MQTT 5.0 section 3.1.4. */
    synchronized @Nullable Session connected(Connect connect, Link link) {
        router.sweep();
        if (connect.properties().has(PropertyId.AUTHENTICATION_METHOD)) {
            link.put(Connack.of(ReasonCode.BAD_AUTHENTICATION_METHOD));
            return null;
        }
        var id = connect.clientId().isEmpty() ? "lab-" + ++named : connect.clientId();
        var old = router.sessions().get(id);
        if (old == null && router.sessions().size() >= limits.sessions()) {
            link.put(Connack.of(ReasonCode.QUOTA_EXCEEDED));
            return null;
        }
        if (old != null && old.link != null) {
            takeOver(old.link);
        }
        var kept = connect.cleanStart() ? null : old;
        var session = kept == null ? new Session(id, limits, clock) : kept;
        router.sessions().put(id, session);
        session.link = link;
        link.put(new Connack(kept != null, ReasonCode.SUCCESS, offers(connect, id)));
        session.resend();
        return session;
    }

    private static void takeOver(Link old) {
        if (old.version() == MqttVersion.V5) {
            old.put(Disconnect.of(ReasonCode.SESSION_TAKEN_OVER));
        }
        old.finish();
    }

    private Properties offers(Connect connect, String id) {
        if (connect.version() != MqttVersion.V5) {
            return Properties.NONE;
        }
        var offers = Properties.of(
                new Property.Num(PropertyId.TOPIC_ALIAS_MAXIMUM, limits.aliases()),
                new Property.Num(
                        PropertyId.MAXIMUM_PACKET_SIZE, limits.packets().packetBytes()));
        return connect.clientId().isEmpty()
                ? offers.with(new Property.Text(PropertyId.ASSIGNED_CLIENT_IDENTIFIER, id))
                : offers;
    }

    /** PUBLISH: exactly once means that a second one with the same identifier is answered and not passed on. */
    synchronized void published(Session session, Link link, Publish publish) {
        boolean fresh = publish.qos() != Qos.EXACTLY_ONCE || session.arriving.add(publish.packetId());
        if (session.arriving.size() > limits.window()) {
            throw ReasonCode.RECEIVE_MAXIMUM_EXCEEDED.refuse("too many QoS 2 messages without PUBREL");
        }
        if (fresh) {
            router.publish(new Message(publish, session.clientId, clock.millis()));
        }
        switch (publish.qos()) {
            case AT_MOST_ONCE -> {}
            case AT_LEAST_ONCE -> link.put(Puback.of(publish.packetId()));
            case EXACTLY_ONCE -> link.put(Pubrec.of(publish.packetId()));
        }
    }

    /** All else that a client may send in a session. */
    synchronized void handle(Session session, Link link, MqttPacket packet) {
        switch (packet) {
            case Puback ack -> session.done(ack.packetId());
            case Pubrec rec -> released(session, link, rec);
            case Pubrel rel -> completed(session, link, rel);
            case Pubcomp comp -> session.done(comp.packetId());
            case Subscribe subscribe -> subscribe(session, link, subscribe);
            case Unsubscribe unsubscribe -> unsubscribe(session, link, unsubscribe);
            case Pingreq _ -> link.put(new Pingresp());
            case Connect _, Connack _, Publish _, Suback _, Unsuback _, Pingresp _, Disconnect _, Auth _ ->
                throw ReasonCode.PROTOCOL_ERROR.refuse(packet.type() + " from a client");
        }
    }

    private static void completed(Session session, Link link, Pubrel rel) {
        boolean known = session.arriving.remove(rel.packetId());
        var reason = known ? ReasonCode.SUCCESS : ReasonCode.PACKET_IDENTIFIER_NOT_FOUND;
        link.put(new Pubcomp(rel.packetId(), reason, Properties.NONE));
    }

    private static void released(Session session, Link link, Pubrec rec) {
        if (rec.reason().isError()) {
            session.done(rec.packetId());
        } else {
            boolean known = session.received(rec.packetId());
            var reason = known ? ReasonCode.SUCCESS : ReasonCode.PACKET_IDENTIFIER_NOT_FOUND;
            link.put(new Pubrel(rec.packetId(), reason, Properties.NONE));
        }
    }

    private void subscribe(Session session, Link link, Subscribe subscribe) {
        long identifier = subscribe.properties().number(PropertyId.SUBSCRIPTION_IDENTIFIER, 0);
        var reasons = new ArrayList<ReasonCode>();
        var welcome = new ArrayList<Session.Subscribed>();
        for (var wish : subscribe.subscriptions()) {
            if (!router.hasRoom(session, wish.filter())) {
                reasons.add(ReasonCode.QUOTA_EXCEEDED);
                continue;
            }
            boolean isNew = router.subscribe(session, wish, identifier);
            reasons.add(granted(wish.qos()));
            if (Topic.share(wish.filter()) == null && wantsRetained(wish, isNew)) {
                welcome.add(new Session.Subscribed(wish, identifier));
            }
        }
        link.put(new Suback(subscribe.packetId(), Properties.NONE, reasons));
        welcome.forEach(each -> router.welcome(session, each));
    }

    private static boolean wantsRetained(Subscription wish, boolean isNew) {
        return wish.retainHandling() == 0 || (wish.retainHandling() == 1 && isNew);
    }

    private static ReasonCode granted(Qos qos) {
        return switch (qos) {
            case AT_MOST_ONCE -> ReasonCode.SUCCESS;
            case AT_LEAST_ONCE -> ReasonCode.GRANTED_QOS_1;
            case EXACTLY_ONCE -> ReasonCode.GRANTED_QOS_2;
        };
    }

    private static void unsubscribe(Session session, Link link, Unsubscribe unsubscribe) {
        List<ReasonCode> reasons = new ArrayList<>();
        for (var filter : unsubscribe.filters()) {
            boolean had = session.subscriptions.remove(filter) != null;
            reasons.add(had ? ReasonCode.SUCCESS : ReasonCode.NO_SUBSCRIPTION_EXISTED);
        }
        link.put(new Unsuback(unsubscribe.packetId(), Properties.NONE, reasons));
    }

    /** The connection is over: the will is published unless the client said goodbye, and the session's time begins to run. */
    synchronized void gone(Session session, Link link, Connect connect, @Nullable Disconnect last) {
        boolean current = session.link == link;
        if (current) {
            session.link = null;
            long seconds = last == null
                    ? expiry(connect)
                    : last.properties().number(PropertyId.SESSION_EXPIRY_INTERVAL, expiry(connect));
            session.expiresMillis = seconds == NEVER_SECONDS ? Long.MAX_VALUE : clock.millis() + seconds * 1_000;
            router.sweep();
        }
        boolean quiet = last != null && last.reason() == ReasonCode.SUCCESS;
        var will = connect.will();
        boolean cameBack = !current && delay(will) > 0;
        if (will != null && !quiet && !cameBack) {
            publishLater(session, will, current ? Math.min(delay(will), expiry(connect)) : 0);
        }
    }

    private void publishLater(Session session, Will will, long delaySeconds) {
        var publish = new Publish(
                false,
                will.qos(),
                will.retain(),
                will.topic(),
                0,
                will.properties().without(PropertyId.WILL_DELAY_INTERVAL),
                will.payload());
        if (delaySeconds == 0) {
            router.publish(new Message(publish, session.clientId, clock.millis()));
        } else {
            var _ = timer.schedule(() -> publishIfStillAway(session, publish), delaySeconds, TimeUnit.SECONDS);
        }
    }

    /** A client that came back within the delay has its will unsaid. Source: MQTT 5.0 section 3.1.3.2.2. */
    private synchronized void publishIfStillAway(Session session, Publish publish) {
        if (session.link == null) {
            router.publish(new Message(publish, session.clientId, clock.millis()));
        }
    }

    private static long delay(@Nullable Will will) {
        return will == null ? 0 : will.properties().number(PropertyId.WILL_DELAY_INTERVAL, 0);
    }

    private static long expiry(Connect connect) {
        if (connect.version() == MqttVersion.V5) {
            return connect.properties().number(PropertyId.SESSION_EXPIRY_INTERVAL, 0);
        }
        return connect.cleanStart() ? 0 : NEVER_SECONDS;
    }

    @Override
    public void close() throws IOException {
        server.close();
        timer.shutdownNow();
        for (var socket : sockets) {
            socket.close();
        }
    }
}
