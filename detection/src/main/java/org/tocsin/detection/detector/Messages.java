package org.tocsin.detection.detector;

import org.jspecify.annotations.Nullable;
import org.tocsin.wire.mqtt.ClientStream;
import org.tocsin.wire.packet.Payload;

/**
 * MQTT abuse by clients whose handshake is complete: broken messages, floods of CONNECT or PUBLISH, and sessions that are held without
 * use. A bounded number of sessions is read at once; what is beyond goes unread, its rate of packets is still judged.
 */
final class Messages {
    private static final int SESSIONS = 8192;

    private final Flows flows;
    private final MqttReport report;
    private final Cases<Broker> brokers = new Cases<>(Broker.class);
    private final Cases<Identity> identities = new Cases<>(Identity.class);
    private final @Nullable MqttSession[] sessions;
    private final Room room;
    private int open;

    Messages(Flows flows, Reporter reporter) {
        this.flows = flows;
        this.report = new MqttReport(reporter);
        this.sessions = new @Nullable MqttSession[flows.client.length];
        this.room = new Room(flows, sessions);
    }

    /** A handshake is complete: at a broker's port a place is taken from now on. */
    void proven(int flow, long now) {
        if (flows.serverPort(flow) == ClientStream.PORT) {
            var session = begin(flow, now);
            if (session != null) {
                session.hold(true);
                judge(flow, session, now);
            }
        }
    }

    /**
     * The next bytes of a client, each once.
     *
     * @param first they are its first
     * @param whole neither are bytes missing before them nor are they cut off
     */
    void client(int flow, Payload p, boolean first, boolean whole, long now) {
        var session = sessions[flow];
        if (first && ClientStream.begins(p.bytes(), p.payload(), p.payloadCaptured(), flows.serverPort(flow))) {
            session = session == null ? begin(flow, now) : session;
        } else if (first) {
            end(flow);
            return;
        }
        if (session == null) {
            return;
        }
        if (session.broker.proven && !flows.proven(flow)) {
            end(flow);
            return;
        }
        if (whole) {
            session.stream.take(p.bytes(), p.payload(), p.payloadCaptured());
        } else {
            session.stream.gap();
            session.hold(false);
        }
        judge(flow, session, now);
    }

    /** Whether a client's bytes are read there. */
    boolean follows(int flow) {
        return sessions[flow] != null;
    }

    /** Forgets what a client did at brokers; the sessions that are open are not read any further. */
    void forgive(Actor client) {
        for (int flow = 0; flow < sessions.length; flow++) {
            if (sessions[flow] != null && flows.client[flow] == client) {
                end(flow);
            }
        }
        brokers.forget(one -> one.client == client.key());
    }

    void end(int flow) {
        var session = sessions[flow];
        if (session != null) {
            session.hold(false);
            sessions[flow] = null;
            open--;
        }
    }

    /** Forgets what is open. */
    void clear() {
        for (int flow = 0; flow < sessions.length; flow++) {
            end(flow);
        }
    }

    private @Nullable MqttSession begin(int flow, long now) {
        var who = flows.client[flow];
        if (who == null || !flows.is(flow, Flows.PROVEN) || !hasRoom()) {
            return null;
        }
        var session = new MqttSession(Broker.of(
                brokers,
                who,
                flows.serverHigh[flow],
                flows.serverLow[flow],
                flows.serverPort(flow),
                flows.proven(flow),
                now));
        sessions[flow] = session;
        open++;
        return session;
    }

    /** Whether one more may be read; if need be, one that was silent for long is read no further. */
    private boolean hasRoom() {
        if (open == SESSIONS) {
            int silent = room.silent();
            if (silent != Room.NOBODY) {
                end(silent);
            }
        }
        return open < SESSIONS;
    }

    long shed() {
        return room.asked();
    }

    private void judge(int flow, MqttSession session, long now) {
        var who = flows.client[flow];
        var broker = session.broker;
        if (who == null) {
            return;
        }
        long number = flows.first[flow];
        if (session.connected > 0 && broker.connects.add(session.connected, number, now)) {
            report.flood(who, broker, broker.connects, "CONNECT");
        }
        session.connected = 0;
        if (session.identifier != 0) {
            identify(flow, who, broker, session.identifier, now);
        }
        session.identifier = 0;
        if (session.published > 0 && broker.publishes.add(session.published, number, now)) {
            report.flood(who, broker, broker.publishes, "PUBLISH");
        }
        session.published = 0;
        if (session.violation != null && broker.broken.add(1, number, now)) {
            report.broken(who, broker, session.violation);
        }
        session.violation = null;
        if (broker.idle * 2 >= Broker.HELD) {
            broker.held.touch(now);
            broker.held.grow(1);
            if (broker.held.raise(broker.idle, Broker.HELD)) {
                report.held(who, broker, flows.begun[flow], number);
            }
        }
    }

    /** A client says who it is. */
    private void identify(int flow, Actor who, Broker broker, long identifier, long now) {
        if (!flows.proven(flow)) {
            return;
        }
        long key = Mix.mix(identifier + 31 * Mix.address(broker.high, broker.low) + broker.port);
        var identity = identities.at(key, now, () -> new Identity(key));
        long high = flows.clientHigh[flow];
        long low = flows.clientLow[flow];
        if (identity.used(high, low, flows.first[flow], now)) {
            report.cloned(who, broker, identity);
        }
        identity.moves(high, low);
    }
}
