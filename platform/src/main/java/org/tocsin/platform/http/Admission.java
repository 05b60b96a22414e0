package org.tocsin.platform.http;

import io.helidon.common.socket.SocketOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Prefix;

/**
 * Who may hold a connection to a listener, and how long without asking for anything. The server's own deadlines begin after the TLS
 * handshake and a first byte, so that connections that never say anything would take all places for ever.
 */
public final class Admission implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Admission.class.getName());
    private static final int SOURCE_BITS_V6 = 64;

    /** A deadline is met to a quarter, always early. */
    private static final int TICKS = 4;

    private final Limits limits;
    private final ConcurrentMap<SocketAddress, Place> places = new ConcurrentHashMap<>();
    private final AtomicInteger tick = new AtomicInteger();
    private final Thread sweeper;

    /**
     * @param connections at once
     * @param ofSource at once from one IPv4 address or IPv6 /64
     * @param silent until the first request, handshake included; a byte now and then gains no time
     * @param idle between requests; one that is being answered, a stream too, is as long as it is
     */
    public record Limits(int connections, int ofSource, Duration silent, Duration idle) {
        Duration tick() {
            return silent.dividedBy(TICKS);
        }
    }

    public Admission(Limits limits) {
        this.limits = limits;
        sweeper = Thread.ofVirtual().name("admission").start(this::watch);
    }

    /** The options of a server's connections; it asks them about each one that it has accepted, before it reads from it. */
    public SocketOptions of(Consumer<SocketOptions.Builder> options) {
        return new AdmittedSockets(SocketOptions.builder().update(options).build(), this::admit);
    }

    /** Answers a request of the connection from there. */
    public void answer(SocketAddress remote, Runnable request) {
        var place = places.get(remote);
        if (place == null) {
            request.run();
            return;
        }
        place.answering.incrementAndGet();
        try {
            request.run();
        } finally {
            place.spoke(tick.get());
            place.answering.decrementAndGet();
        }
    }

    /** Called by the one thread that accepts; what it throws closes the connection. */
    private void admit(SocketChannel channel) {
        try {
            if (channel.getRemoteAddress() instanceof InetSocketAddress remote) {
                places.values().removeIf(place -> !place.channel.isOpen());
                var source = source(Address.of(remote.getAddress()));
                if (places.values().stream()
                                .filter(place -> place.source.equals(source))
                                .count()
                        >= limits.ofSource()) {
                    throw new IOException(source + " has all its connections");
                }
                places.put(remote, new Place(channel, source, tick.get()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Prefix source(Address address) {
        return address.isV4() ? Prefix.host(address) : Prefix.around(address, SOURCE_BITS_V6);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(limits.tick());
                int now = tick.incrementAndGet();
                places.values().removeIf(place -> !place.channel.isOpen() || overdue(place, now));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean overdue(Place place, int now) {
        long most = place.spoken ? limits.idle().dividedBy(limits.tick()) : TICKS;
        if (place.answering.get() > 0 || now - place.since < most) {
            return false;
        }
        try {
            place.channel.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a silent connection was not closed", e);
        }
        return true;
    }

    @Override
    public void close() {
        sweeper.interrupt();
    }

    /** One open connection. */
    private static final class Place {
        final SocketChannel channel;
        final Prefix source;
        final AtomicInteger answering = new AtomicInteger();
        volatile boolean spoken;
        volatile int since;

        Place(SocketChannel channel, Prefix source, int since) {
            this.channel = channel;
            this.source = source;
            this.since = since;
        }

        void spoke(int now) {
            since = now;
            spoken = true;
        }
    }
}
