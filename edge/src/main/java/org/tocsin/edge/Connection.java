package org.tocsin.edge;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Address;
import org.tocsin.policy.Blocklist;
import org.tocsin.policy.Decision;
import org.tocsin.policy.Ground;
import org.tocsin.policy.Subject;
import org.tocsin.wire.mqtt.Connack;
import org.tocsin.wire.mqtt.Connect;
import org.tocsin.wire.mqtt.Disconnect;
import org.tocsin.wire.mqtt.MqttEncoder;
import org.tocsin.wire.mqtt.MqttPacket;
import org.tocsin.wire.mqtt.MqttVersion;
import org.tocsin.wire.mqtt.PacketType;
import org.tocsin.wire.mqtt.ReasonCode;

/**
 * One device's connection from accept to end. All but {@link #subjects}, {@link #dueNanos} and the final fields belongs to
 * its event loop.
 */
final class Connection {
    /** How long a blocked device may take to take its farewell. */
    private static final int FAREWELL_MILLIS = 100;

    /** How long anybody else may take for the last bytes. */
    private static final int LAST_BYTES_MILLIS = 2_000;

    final long number;
    final Channel channel;
    final Address address;
    final Address source;
    final long acceptedNanos;

    private final RelayCore core;
    private final List<Subject> subjects = new CopyOnWriteArrayList<>();
    private volatile long dueNanos;

    private @Nullable DeviceIdentity device;
    private @Nullable Connect connect;
    private EdgeEvent.@Nullable Session session;
    private @Nullable Channel upstream;
    private @Nullable Ending ending;
    private @Nullable Refusal refusal;
    private String detail = "";
    private long orderedNanos;
    private long cutNanos;

    Connection(RelayCore core, long number, Channel channel, Address address, long nowNanos) {
        this.core = core;
        this.number = number;
        this.channel = channel;
        this.address = address;
        this.source = Connections.source(address);
        this.acceptedNanos = nowNanos;
        this.dueNanos = nowNanos + core.settings.deadlines().handshake().toNanos();
    }

    List<Subject> subjects() {
        return subjects;
    }

    boolean finished() {
        return ending != null || refusal != null;
    }

    boolean isSession() {
        return session != null;
    }

    @Nullable
    Connect connect() {
        return connect;
    }

    /** Sets when the phase that begins now must be over. */
    void due(long nowNanos, Duration within) {
        dueNanos = nowNanos + within.toNanos();
    }

    boolean overdue(long nowNanos) {
        return nowNanos - dueNanos > 0;
    }

    /** Runs a task on this connection's loop; before it has one, {@link DevicePipeline} looks again anyway. */
    void onLoop(Runnable task) {
        if (channel.isRegistered()) {
            channel.eventLoop().execute(task);
        }
    }

    /** Called by the relay's sweep, on this connection's loop. */
    void endIfOverdue(long nowNanos) {
        if (overdue(nowNanos)) {
            end(Ending.DEADLINE, ReasonCode.KEEP_ALIVE_TIMEOUT, "", nowNanos);
        }
    }

    /** The certificate was verified. Answers whether the device may go on. */
    boolean identified(DeviceIdentity identity) {
        device = identity;
        identity.subjects().forEach(this::name);
        return enforce(core.blocklists.current(), core.clock.nanos(), true);
    }

    /** CONNECT has come. Answers whether the device may go on. */
    boolean connecting(Connect packet) {
        connect = packet;
        if (!packet.clientId().isEmpty()) {
            name(new Subject.Client(packet.clientId()));
        }
        return enforce(core.blocklists.current(), core.clock.nanos(), true);
    }

    void upstream(Channel broker) {
        upstream = broker;
    }

    /** The broker has said yes. */
    void opened(long nowNanos) {
        var known = device;
        var packet = connect;
        if (known == null || packet == null || session != null) {
            return;
        }
        var begun = new EdgeEvent.Session(number, address, known, packet.clientId(), packet.version());
        session = begun;
        core.tell(new EdgeEvent.Opened(begun, acceptedNanos, nowNanos));
    }

    /** Asks a list about everything that is known of this connection and ends it if the answer is no. */
    boolean enforce(Blocklist list, long orderedAtNanos, boolean isNew) {
        long now = core.clock.millis();
        var decision = list.decide(address, now);
        for (var subject : subjects) {
            decision = decision.graver(list.decide(subject, now));
        }
        boolean stays = isNew ? decision.admitsNew() : decision.sparesLive();
        if (!stays) {
            end(Ending.BLOCKED, ReasonCode.NOT_AUTHORIZED, ground(decision), orderedAtNanos);
        }
        return stays;
    }

    /** Ends a connection that is no session yet, for a reason that has a word of its own. */
    void refuse(Refusal why, String what) {
        if (!finished()) {
            refusal = why;
            finish(ReasonCode.SUCCESS, what, core.clock.nanos());
        }
    }

    /** Ends it: device told if it speaks MQTT 5, both sides closed. */
    void end(Ending why, ReasonCode reason, String what, long orderedAtNanos) {
        if (!finished()) {
            ending = why;
            finish(reason, what, orderedAtNanos);
        }
    }

    /**
     * Cuts first and says goodbye second: of a thousand sessions that are blocked at once each is cut in microseconds, and
     * the system calls of a thousand farewells come after.
     */
    private void finish(ReasonCode reason, String what, long orderedAtNanos) {
        detail = what;
        orderedNanos = orderedAtNanos;
        cutNanos = core.clock.nanos();
        channel.eventLoop().execute(() -> farewell(reason));
    }

    private void farewell(ReasonCode reason) {
        if (!channel.isOpen()) {
            return;
        }
        channel.config().setAutoRead(false);
        closeUpstream();
        var last = lastWord(reason);
        if (ending == Ending.BLOCKED && (last == null || !channel.isWritable())) {
            closeNow(channel);
        } else {
            var version = connect == null ? MqttVersion.V3_1_1 : connect.version();
            flushAndClose(channel, last == null ? Unpooled.EMPTY_BUFFER : buffer(last, version));
        }
    }

    /** A blocked device's will is not published: the broker sees a normal DISCONNECT. Source: MQTT 5.0 section 3.1.2.5. */
    private void closeUpstream() {
        var broker = upstream;
        if (broker != null && broker.isActive()) {
            boolean hush = ending == Ending.BLOCKED;
            var version = MqttVersion.V3_1_1;
            flushAndClose(broker, hush ? buffer(Disconnect.of(ReasonCode.SUCCESS), version) : Unpooled.EMPTY_BUFFER);
        } else if (broker != null) {
            var _ = broker.close();
        }
    }

    /**
     * What was passed on before still goes out, but a peer that does not take it is not waited for. TLS's own goodbye is left
     * out on a block: it would be one more packet to somebody who is not wanted.
     */
    private void flushAndClose(Channel to, ByteBuf last) {
        boolean blocked = ending == Ending.BLOCKED;
        var flushed = to.writeAndFlush(last);
        if (blocked && flushed.isDone()) {
            closeNow(to);
            return;
        }
        var _ = flushed.addListener(ChannelFutureListener.CLOSE);
        int most = blocked ? FAREWELL_MILLIS : LAST_BYTES_MILLIS;
        var _ = to.eventLoop().schedule(() -> closeNow(to), most, TimeUnit.MILLISECONDS);
    }

    private static void closeNow(Channel which) {
        if (which.isOpen()) {
            which.unsafe().close(which.unsafe().voidPromise());
        }
    }

    private static ByteBuf buffer(MqttPacket packet, MqttVersion version) {
        return Unpooled.wrappedBuffer(MqttEncoder.encode(packet, version));
    }

    /** What the device is told: nothing before its CONNECT, CONNACK until the broker answered, DISCONNECT after, 3.1.1 has none. */
    private @Nullable MqttPacket lastWord(ReasonCode reason) {
        if (connect == null || ending == Ending.DEVICE || (ending == Ending.BROKER && session != null)) {
            return null;
        }
        if (session == null) {
            return Connack.of(reason.fits(PacketType.CONNACK) ? reason : ReasonCode.SERVER_UNAVAILABLE);
        }
        return connect.version() == MqttVersion.V5 ? Disconnect.of(reason) : null;
    }

    /** The device's side is closed, whoever did it. */
    void closed() {
        long now = core.clock.nanos();
        if (!finished()) {
            ending = Ending.DEVICE;
            orderedNanos = now;
            cutNanos = now;
            closeUpstream();
        }
        core.connections.remove(this);
        var begun = session;
        var why = ending;
        if (begun != null) {
            core.tell(new EdgeEvent.Closed(
                    begun, why == null ? Ending.PROTOCOL : why, detail, orderedNanos, cutNanos, now));
        } else {
            core.tell(new EdgeEvent.Refused(address, why == null ? refused() : early(why), detail, acceptedNanos, now));
        }
    }

    private Refusal refused() {
        return refusal == null ? Refusal.GONE : refusal;
    }

    private Refusal early(Ending why) {
        return switch (why) {
            case DEVICE -> Refusal.GONE;
            case BROKER -> Refusal.UPSTREAM;
            case BLOCKED -> device == null ? Refusal.BLOCKED : Refusal.DEVICE_BLOCKED;
            case PROTOCOL -> Refusal.PROTOCOL;
            case DEADLINE -> Refusal.DEADLINE;
            case SHUTDOWN -> Refusal.SHUTDOWN;
        };
    }

    private void name(Subject subject) {
        subjects.add(subject);
        core.connections.name(this, subject);
    }

    static String ground(Decision decision) {
        return switch (decision) {
            case Decision.Permit _ -> "";
            case Decision.Throttle(Ground ground) -> ground.id();
            case Decision.Quarantine(Ground ground) -> ground.id();
            case Decision.Deny(Ground ground) -> ground.id();
        };
    }
}
