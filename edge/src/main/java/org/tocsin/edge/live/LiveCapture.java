package org.tocsin.edge.live;

import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tocsin.edge.linux.Poll;
import org.tocsin.edge.linux.Socket;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Rejection;
import org.tocsin.wire.capture.Damage;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.capture.Frames;

/**
 * Frames of several live interfaces, oldest first, read by one thread. An interface that goes away is waited for, under whatever
 * number it comes back. A frame is copied out of the ring before its slot is given back, so that a slow reader loses packets,
 * which is counted, and never sees half of one.
 */
public final class LiveCapture implements Frames, Closeable {
    private static final int SILENCE_MS = 100;
    private static final long TEND_EACH = Duration.ofMillis(250).toNanos();
    /** How many packets may pass between two looks at the clock. */
    private static final int LOOK_EACH = 1 << 10;

    private final List<Port> ports;
    private final Clock clock;
    private final LiveEvents events;
    private final Poll poll = new Poll();
    private final Ring.Taken taken = new Ring.Taken();
    private List<Port> polled = List.of();
    private boolean changed = true;
    private long number;
    private long nextTend;
    private volatile List<PortState> states;
    private boolean ended;
    private volatile boolean closed;

    private LiveCapture(List<Port> ports, Clock clock, LiveEvents events) {
        this.ports = ports;
        this.clock = clock;
        this.events = events;
        this.nextTend = clock.nanos() + TEND_EACH;
        this.states = ports.stream().map(Port::state).toList();
    }

    /**
     * Opens all interfaces of the settings. Refused by name: one that does not exist ({@code live.unknown}), no right to
     * ({@code live.permission}), another system than Linux ({@code linux.platform}). One that is down is waited for.
     */
    public static LiveCapture open(LiveSettings settings, OwnTraffic own, Clock clock, LiveEvents events) {
        var ports = new ArrayList<Port>();
        try {
            for (var name : settings.interfaces()) {
                Interfaces.require(name);
                var port = new Port(name, settings, own);
                ports.add(port);
                if (!port.open()) {
                    events.said(name + " is down; waiting for it");
                }
            }
        } catch (Rejection refused) {
            ports.forEach(Port::close);
            throw refused;
        }
        return new LiveCapture(ports, clock, events);
    }

    /** Shows the next frame, waiting for it; false once it is closed. */
    @Override
    public synchronized boolean next(Frame frame) {
        while (!closed) {
            if ((number & LOOK_EACH - 1) == 0) {
                tend();
            }
            var port = oldest();
            if (port != null) {
                var ring = Objects.requireNonNull(port.ring());
                long time = ring.time();
                ring.take(taken);
                frame.show(
                        taken.bytes,
                        0,
                        taken.captured,
                        Math.max(taken.wire, taken.captured),
                        time,
                        port.link(),
                        ++number,
                        0);
                return true;
            }
            await();
        }
        return false;
    }

    /** The port whose packet came first, or null if none waits. */
    private @Nullable Port oldest() {
        Port oldest = null;
        long first = Long.MAX_VALUE;
        for (int i = 0; i < ports.size(); i++) {
            var port = ports.get(i);
            var ring = port.ring();
            if (ring != null && ring.ready() && ring.time() < first) {
                first = ring.time();
                oldest = port;
            }
        }
        return oldest;
    }

    private void await() {
        if (changed) {
            changed = false;
            polled = ports.stream().filter(port -> port.socket() != null).toList();
            poll.watch(polled.stream()
                    .map(Port::socket)
                    .map(Objects::requireNonNull)
                    .toList());
        }
        if (poll.await(SILENCE_MS) == 0) {
            events.silent();
        }
        for (int i = 0; i < polled.size(); i++) {
            if ((poll.events(i) & Socket.POLL_ERROR) != 0) {
                lose(polled.get(i));
            }
        }
        tend();
    }

    /** Called when its ring is empty: what had come before is read. */
    private void lose(Port port) {
        port.close();
        changed = true;
        states = ports.stream().map(Port::state).toList();
        events.said(port.name() + " went away; waiting for it");
    }

    private void tend() {
        long now = clock.nanos();
        if (now - nextTend < 0) {
            return;
        }
        nextTend = now + TEND_EACH;
        for (var port : ports) {
            if (port.socket() != null) {
                port.count();
            } else if (port.open()) {
                changed = true;
                events.said(port.name() + " is back");
            }
        }
        states = ports.stream().map(Port::state).toList();
    }

    /** How each interface does, a moment ago at most. */
    public List<PortState> states() {
        return states;
    }

    @Override
    public @Nullable Damage damage() {
        return null;
    }

    @Override
    public long skipped() {
        return 0;
    }

    /** Ends it; returns when the reader is out. */
    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            ports.forEach(Port::close);
            states = ports.stream().map(Port::state).toList();
            poll.close();
        }
    }
}
