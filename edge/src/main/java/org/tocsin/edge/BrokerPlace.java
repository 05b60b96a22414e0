package org.tocsin.edge;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Where the broker is. The resolver may not know its name yet when a node boots before the network is up: that turns devices away
 * until it does, and stops nothing else. Asked on a thread of its own, since a resolver can take seconds and an event loop has none.
 */
final class BrokerPlace implements AutoCloseable {
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final UpstreamSettings broker;
    private volatile InetSocketAddress found;
    private final Thread asking;

    BrokerPlace(UpstreamSettings broker) {
        this(broker, AGAIN);
    }

    BrokerPlace(UpstreamSettings broker, Duration again) {
        this.broker = broker;
        found = ask();
        asking = Thread.ofVirtual().unstarted(() -> askUntilKnown(again));
        if (!isKnown()) {
            asking.start();
        }
    }

    InetSocketAddress address() {
        return found;
    }

    boolean isKnown() {
        return !found.isUnresolved();
    }

    private InetSocketAddress ask() {
        return new InetSocketAddress(broker.host(), broker.port());
    }

    private void askUntilKnown(Duration again) {
        try {
            while (!isKnown()) {
                Thread.sleep(again);
                found = ask();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        asking.interrupt();
    }
}
