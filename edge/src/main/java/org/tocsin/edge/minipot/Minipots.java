package org.tocsin.edge.minipot;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.tocsin.edge.Pace;
import org.tocsin.edge.SourcePaces;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Meter;
import org.tocsin.kernel.Prefix;
import org.tocsin.kernel.Recurring;
import org.tocsin.kernel.Rejection;
import org.tocsin.policy.Blocklists;

/**
 * Listens where bots try, and tells who logs in. All minipots of a node share one thread of their own and one budget of connections,
 * so that a flood of them takes nothing from a relay.
 */
public final class Minipots implements AutoCloseable {
    /** Log-ins that are told a minute; and as many at once. */
    public static final int TOLD_A_MINUTE = 120;

    private static final System.Logger LOG = System.getLogger(Minipots.class.getName());
    private static final int BACKLOG = 512;
    /** More than a segment: a piece is what was sent at once. */
    private static final int READ = 2_048;

    private static final int STOP_SECONDS = 3;

    final MinipotSettings settings;
    final Blocklists blocklists;
    final Clock clock;
    final Meter meter;
    final Visitors visitors;
    final SourcePaces accepts;
    private final MinipotEvents events;
    private final Pace told;
    private final Recurring troubles;
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("tocsin-minipot", true), NioIoHandler.newFactory());
    private final Map<Protocol, Channel> listeners = new EnumMap<>(Protocol.class);
    private final Map<Address, Integer> here = new HashMap<>();
    private final AtomicInteger connections = new AtomicInteger();

    private Minipots(
            MinipotSettings settings,
            Blocklists blocklists,
            Clock clock,
            Entropy entropy,
            Meter meter,
            MinipotEvents events) {
        this.settings = settings;
        this.blocklists = blocklists;
        this.clock = clock;
        this.meter = meter;
        this.events = events;
        this.visitors = new Visitors(entropy);
        this.accepts = new SourcePaces(settings.acceptsPerMinute(), entropy, clock.nanos());
        this.told = new Pace(TOLD_A_MINUTE / 60.0, TOLD_A_MINUTE, clock.nanos());
        this.troubles = new Recurring(LOG, clock);
    }

    /** Starts to listen on all that the settings name; refused ({@code minipot.listen}) if one of them can't be listened on. */
    public static Minipots start(
            MinipotSettings settings,
            Blocklists blocklists,
            Clock clock,
            Entropy entropy,
            Meter meter,
            MinipotEvents events) {
        var pots = new Minipots(settings, blocklists, clock, entropy, meter, events);
        try {
            settings.listens().forEach(pots::listen);
            return pots;
        } catch (Rejection refused) {
            pots.close();
            throw refused;
        }
    }

    private void listen(Protocol protocol, String where) {
        var named = MinipotSettings.address(where);
        var bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .handler(new Gate(this, protocol))
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ))
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Nothing())
                .bind(new InetSocketAddress(named.getHostString(), named.getPort()))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new Rejection(
                    "minipot.listen",
                    "edge.minipot." + protocol.word() + ": " + where + " can't be listened on: "
                            + bound.cause().getMessage()
                            + (named.getPort() > 0 && named.getPort() < 1_024
                                    ? "; ports below 1024 need root or CAP_NET_BIND_SERVICE"
                                    : ""));
        }
        listeners.put(protocol, bound.channel());
    }

    /** The port of each that listens. */
    public Map<Protocol, Integer> ports() {
        var ports = new EnumMap<Protocol, Integer>(Protocol.class);
        listeners.forEach(
                (protocol, channel) -> ports.put(protocol, ((InetSocketAddress) channel.localAddress()).getPort()));
        return ports;
    }

    /** Connections that are open. */
    public int connections() {
        return connections.get();
    }

    /** A person has decided about these, one way or the other: see {@link Visitor#forgive}. From any thread, and waits for nobody. */
    public void forgive(Prefix whom) {
        if (!loop.isShuttingDown()) {
            loop.execute(() -> visitors.forgive(whom, clock.now()));
        }
    }

    int of(Address source) {
        return here.getOrDefault(source, 0);
    }

    void entered(Address source) {
        here.merge(source, 1, Integer::sum);
        meter.count("tocsin_minipot_visits_total", 1);
        meter.gauge("tocsin_minipot_connections", connections.incrementAndGet());
    }

    void left(Address source) {
        here.computeIfPresent(source, (_, count) -> count == 1 ? null : count - 1);
        meter.gauge("tocsin_minipot_connections", connections.decrementAndGet());
    }

    /** Something was turned away or cut short to stay within bounds. */
    void shed(String why) {
        meter.count("tocsin_minipot_shed_" + why + "_total", 1);
    }

    /** Tells of a visitor's log-ins if there is something new to tell. */
    void due(Guest guest, String shipped, long pair) {
        var visitor = guest.visitor();
        if (!visitor.due()) {
            return;
        }
        if (!told.take(clock.nanos())) {
            shed("logins");
            return;
        }
        var login = new MinipotLogin(
                guest.protocol(),
                guest.address(),
                guest.here(),
                guest.port(),
                shipped,
                HexFormat.of().toHexDigits(pair),
                visitor.token,
                visitor.software,
                visitor.tries,
                visitor.pairs(),
                visitor.visits,
                visitor.first,
                clock.now(),
                visitor.tell(),
                visitor.isAccused());
        try {
            events.on(login);
        } catch (RuntimeException broken) {
            troubles.warn("a log-in at a minipot could not be acted upon", broken);
        }
    }

    /** Stops listening and closes all. */
    @Override
    public void close() {
        for (var listener : listeners.values()) {
            var _ = listener.close();
        }
        loop.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
    }

    /** A bootstrap wants one; the gate has put the conversation in already. */
    @io.netty.channel.ChannelHandler.Sharable
    private static final class Nothing extends ChannelInboundHandlerAdapter {}
}
