package org.tocsin.lab.fleet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Bytes;
import org.tocsin.wire.mqtt.Connect;
import org.tocsin.wire.mqtt.MqttVersion;
import org.tocsin.wire.mqtt.Properties;
import org.tocsin.wire.mqtt.Property;
import org.tocsin.wire.mqtt.PropertyId;
import org.tocsin.wire.mqtt.Publish;
import org.tocsin.wire.mqtt.Qos;
import org.tocsin.wire.mqtt.Subscription;

/**
 * One device: publishes numbered telemetry with QoS 1 and listens to its neighbour's. It keeps its session over a lost
 * connection and sends again what was not acknowledged, so that a loss is a loss and not an impatient test.
 */
final class FleetDevice {
    private static final Duration AGAIN = Duration.ofMillis(100);
    private static final int KEEP_ALIVE_SECONDS = 60;
    private static final int SESSION_SECONDS = 600;

    private final FleetPlan plan;
    private final String name;
    private final String neighbour;
    private final TlsSockets sockets;
    private final Runnable progress;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final BitSet arrived = new BitSet();
    private @Nullable LabClient client;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong interruptions = new AtomicLong();
    private long duplicates;

    FleetDevice(FleetPlan plan, String name, String neighbour, TlsSockets sockets, Runnable progress) {
        this.progress = progress;
        this.plan = plan;
        this.name = name;
        this.neighbour = neighbour;
        this.sockets = sockets;
    }

    /** Counted down once it listens to its neighbour. */
    CountDownLatch ready() {
        return ready;
    }

    long sent() {
        return sent.get();
    }

    long interruptions() {
        return interruptions.get();
    }

    /** Of the neighbour's first {@code count} messages: how many came. */
    synchronized long arrived(long count) {
        return arrived.get(0, (int) count).cardinality();
    }

    synchronized long duplicates() {
        return duplicates;
    }

    /** Connects and keeps at it until {@code stop}; publishes from {@code go} on. */
    void run(CountDownLatch go, CountDownLatch stop) {
        boolean again = false;
        try {
            while (stop.getCount() > 0) {
                try {
                    again = step(go, again);
                    var _ = stop.await(plan.every().toNanos(), TimeUnit.NANOSECONDS);
                } catch (IOException e) {
                    interruptions.incrementAndGet();
                    progress.run();
                    again = client != null;
                    leave();
                    var _ = stop.await(AGAIN.toNanos(), TimeUnit.NANOSECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Comes back, if it is away, to hear what waits for it, and stays until {@code over}; publishes nothing. */
    void listen(CountDownLatch over) {
        try {
            while (over.getCount() > 0) {
                stayConnected();
                var _ = over.await(AGAIN.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stayConnected() {
        var link = client;
        if (link != null && !link.ended().isDone()) {
            return;
        }
        leave();
        try {
            client = connect();
        } catch (IOException e) {
            interruptions.incrementAndGet();
        }
    }

    private boolean step(CountDownLatch go, boolean again) throws IOException, InterruptedException {
        var link = client;
        if (link == null) {
            link = connect();
            client = link;
            ready.countDown();
        }
        go.await();
        var number = ByteBuffer.allocate(Long.BYTES).putLong(sent.get()).array();
        link.publish(new Publish(
                again, Qos.AT_LEAST_ONCE, false, topic(name), link.nextId(), Properties.NONE, Bytes.owning(number)));
        sent.incrementAndGet();
        progress.run();
        return false;
    }

    private LabClient connect() throws IOException {
        var keeps = Properties.of(new Property.Num(PropertyId.SESSION_EXPIRY_INTERVAL, SESSION_SECONDS));
        var connect = Connect.of(MqttVersion.V5, name, ready.getCount() > 0, KEEP_ALIVE_SECONDS)
                .withProperties(keeps);
        var link = LabClient.connect(sockets.open(plan.from(), plan.relay()), connect, this::take);
        link.subscribe(Subscription.of(topic(neighbour), Qos.AT_LEAST_ONCE));
        return link;
    }

    private void take(Publish publish) {
        count(publish);
        progress.run();
    }

    private synchronized void count(Publish publish) {
        int number = (int) ByteBuffer.wrap(publish.payload().shared()).getLong();
        if (arrived.get(number)) {
            duplicates++;
        }
        arrived.set(number);
    }

    /** Closes without waiting for anything. */
    void leave() {
        var link = client;
        client = null;
        if (link != null) {
            try {
                link.close();
            } catch (IOException e) {
                // It was to go, and it is gone.
            }
        }
    }

    private String topic(String device) {
        return plan.name() + "/" + device + "/telemetry";
    }
}
