package org.tocsin.edge;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Meter;
import org.tocsin.kernel.Rejection;
import org.tocsin.policy.Blocklists;
import org.tocsin.policy.Change;
import org.tocsin.policy.Subject;
import org.tocsin.wire.mqtt.ReasonCode;

/**
 * Stands between devices and the operator's broker: one device connection, one connection to the broker, no session state of
 * its own. TLS 1.3 with a device certificate; packets are checked and passed on as they are; nothing is acknowledged before
 * the broker did. Whoever comes onto the block list is refused before TLS, and whoever is in is out within milliseconds.
 */
public final class MqttRelay implements AutoCloseable {
    /** How many refusals a second are told to {@link EdgeEvents}. */
    public static final int REFUSALS_TOLD_A_SECOND = 1_000;

    private static final Duration SLOW_FOR = Duration.ofMinutes(5);
    private static final int SWEEP_MILLIS = 100;
    private static final int BACKLOG = 4_096;
    private static final int STOP_MILLIS = 200;

    private final RelayCore core;
    private final Channel listener;
    private final Runnable unlisten;
    private final Future<?> sweeps;

    private MqttRelay(RelayCore core, Channel listener) {
        this.core = core;
        this.listener = listener;
        this.unlisten = core.blocklists.listen(this::enforce);
        this.sweeps = listener.eventLoop()
                .scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Starts to listen.
     *
     * @param events hears of sessions and refusals, on event loops
     * @param loops may be shared; stays the caller's to close
     */
    public static MqttRelay start(
            MqttSettings settings, Blocklists blocklists, Clock clock, Meter meter, EdgeEvents events, Loops loops) {
        if (!settings.enabled()) {
            throw new Rejection("edge.client-ca", "edge.mqtt.clientCa names no file, so that nobody could be let in");
        }
        var core = new RelayCore(settings, blocklists, clock, meter, events, loops);
        var bound = loops.server()
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .handler(new AcceptGate(core))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new DevicePipeline(core))
                .bind(address(settings))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            core.upstream.close();
            throw new Rejection(
                    "edge.listen",
                    settings.host() + ":" + settings.port() + " can't be listened on: "
                            + bound.cause().getMessage());
        }
        return new MqttRelay(core, bound.channel());
    }

    /** Refuses ({@code edge.tls}), by the key and the file, certificates and keys that a relay could not start with; opens nothing. */
    public static void check(MqttSettings settings) {
        var _ = TlsContexts.server(settings, false);
        if (settings.upstream().tls()) {
            var _ = TlsContexts.client(settings.upstream(), false);
        }
    }

    private static InetSocketAddress address(MqttSettings settings) {
        return settings.host().isEmpty()
                ? new InetSocketAddress(settings.port())
                : new InetSocketAddress(settings.host(), settings.port());
    }

    /** The port that devices connect to. */
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** The address that it listens on. */
    public InetAddress address() {
        return ((InetSocketAddress) listener.localAddress()).getAddress();
    }

    /** Connections that are open, in whatever phase. */
    public int connections() {
        return core.connections.size();
    }

    /** Whether the resolver knows the broker's name by now; until it does, every device is turned away, and it is asked again. */
    public boolean knowsBroker() {
        return core.upstream.isKnown();
    }

    /** Lets only a few sessions of a source begin for five minutes; false if that is so already. */
    public boolean slow(Address source) {
        return core.slowed.slow(Connections.source(source), SLOW_FOR.toNanos(), core.clock.nanos());
    }

    /** Closes the live sessions of a subject, without keeping it from coming back; returns how many there were. */
    public int close(Subject subject) {
        long now = core.clock.nanos();
        var found = core.connections.about(subject);
        for (var connection : found) {
            connection.onLoop(() -> connection.end(Ending.BLOCKED, ReasonCode.ADMINISTRATIVE_ACTION, "operator", now));
        }
        return found.size();
    }

    /** After a swap: those whom the new entries are about are judged anew, each on its own loop. */
    private void enforce(Change change) {
        long now = core.clock.nanos();
        if (change.added().size() > core.connections.size()) {
            // An imported list: fewer are here than are on it.
            core.connections.all().forEach(connection -> judge(connection, now));
            return;
        }
        for (var subject : change.added()) {
            core.connections.about(subject).forEach(connection -> judge(connection, now));
        }
    }

    private void judge(Connection connection, long now) {
        connection.onLoop(() -> connection.enforce(core.blocklists.current(), now, !connection.isSession()));
    }

    private void sweep() {
        long now = core.clock.nanos();
        for (var connection : core.connections.all()) {
            if (connection.overdue(now) && !connection.channel.isOpen()) {
                // It never reached its event loop, which would have taken it out.
                core.connections.remove(connection);
            } else if (connection.overdue(now)) {
                connection.onLoop(() -> connection.endIfOverdue(now));
            }
        }
        core.meter.gauge("tocsin_edge_connections", core.connections.size());
    }

    /** Stops listening, tells MQTT 5 devices that the server is going down, and closes all. */
    @Override
    public void close() {
        unlisten.run();
        core.upstream.close();
        sweeps.cancel(false);
        listener.close().awaitUninterruptibly();
        long now = core.clock.nanos();
        for (var connection : core.connections.all()) {
            connection.onLoop(() -> connection.end(Ending.SHUTDOWN, ReasonCode.SERVER_SHUTTING_DOWN, "", now));
        }
        for (var connection : core.connections.all()) {
            var _ = connection.channel.closeFuture().awaitUninterruptibly(STOP_MILLIS);
        }
    }
}
