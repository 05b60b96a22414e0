package org.tocsin.node.watch;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tocsin.detection.Detection;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.detection.Device;
import org.tocsin.detection.Finding;
import org.tocsin.detection.Service;
import org.tocsin.detection.Watchlist;
import org.tocsin.edge.Kept;
import org.tocsin.edge.Lookout;
import org.tocsin.edge.Tap;
import org.tocsin.edge.live.LiveCapture;
import org.tocsin.edge.live.LiveSettings;
import org.tocsin.edge.live.OwnTraffic;
import org.tocsin.edge.live.PortState;
import org.tocsin.edge.minipot.MinipotSettings;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Meter;
import org.tocsin.kernel.Prefix;
import org.tocsin.node.watch.TapState.Phase;
import org.tocsin.policy.Blocklists;

/**
 * Keeps the node's tap going: opens what the settings name, a pcap stream or live interfaces, waits for a pipe's next writer when one has gone (a sensor that is
 * restarted must neither blind the node nor make it forget), and knows how it does.
 */
public final class Watch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Watch.class.getName());
    private static final Duration AFTER_GARBAGE = Duration.ofSeconds(1);

    /** Hears in words how the tap does. */
    @FunctionalInterface
    public interface Troubles {
        /** Why no packet comes any more. */
        void broken(String why);

        /** An interface went away or came back. */
        default void said(String words) {}
    }

    private final DetectionSettings settings;
    private final Watchlist listed;
    private final Clock clock;
    private final Meter meter;
    private final Lookout lookout;
    private final Tap.Findings findings;
    private final Troubles troubles;
    private @Nullable Source source;
    private @Nullable LiveCapture live;
    private String name = "";
    private volatile @Nullable Tap tap;
    private volatile @Nullable Pots pots;

    /** Whose end counts; set before its tap starts, which may end at once. */
    private volatile @Nullable Heard current;

    /** How the last streams ended, newest first. */
    private final Deque<TapState.Ending> endings = new ArrayDeque<>();

    private byte @Nullable [] recalled;
    private long packetsBefore;
    private volatile boolean closed;

    /**
     * @param listed asked about whom own devices call
     * @param findings hears what the tap finds, on its thread
     * @param troubles hears what breaks the tap
     */
    public Watch(
            DetectionSettings settings,
            Watchlist listed,
            Clock clock,
            Meter meter,
            Lookout lookout,
            Tap.Findings findings,
            Troubles troubles) {
        this.settings = settings;
        this.listed = listed;
        this.clock = clock;
        this.meter = meter;
        this.lookout = lookout;
        this.findings = findings;
        this.troubles = troubles;
    }

    /** Refuses what {@link #start(String)} would, and opens nothing. */
    public static void check(String tapSetting) {
        if (!tapSetting.isEmpty()) {
            var _ = new Source(tapSetting);
        }
    }

    /** Checks and reads what {@code detection.tap} names; nothing if it is empty. */
    public void start(String tapSetting) throws IOException {
        if (!tapSetting.isEmpty()) {
            var named = new Source(tapSetting);
            source = named;
            var _ = read(tapSetting, named.stream());
        }
    }

    /** Reads live interfaces, if any is named; refuses as {@link LiveCapture#open}. */
    public synchronized void start(LiveSettings interfaces, OwnTraffic own) {
        if (!interfaces.interfaces().isEmpty()) {
            name = String.join(",", interfaces.interfaces());
            var opened = LiveCapture.open(interfaces, own, clock, troubles::said);
            live = opened;
            var ears = new Heard();
            current = ears;
            tap = Tap.start(name, opened, detection(), clock, meter, lookout, ears);
        }
    }

    /** Reads packets from a pcap stream from now on, with what was learnt from those before; the stream becomes the tap's. */
    public synchronized Tap read(String from, InputStream in) throws IOException {
        var before = tap;
        name = from;
        var ears = new Heard();
        current = ears;
        Tap next;
        if (before == null) {
            next = Tap.start(from, in, detection(), clock, meter, lookout, ears);
        } else {
            next = before.next(from, in, ears);
            packetsBefore += before.packets();
        }
        tap = next;
        return next;
    }

    /** How it goes. */
    public synchronized TapState state() {
        var now = tap;
        if (now == null) {
            return TapState.NONE;
        }
        long packets = packetsBefore + now.packets();
        var ports = live == null ? List.<PortState>of() : live.states();
        return new TapState(phase(now, ports), name, packets, now.devices(), now.trouble(), ports, kept());
    }

    /** Starts the minipots, whose log-ins are heard like what the tap finds; refuses as {@link Pots#Pots}. */
    public Pots pots(MinipotSettings minipots, Blocklists blocklists, Entropy entropy) {
        var opened = new Pots(minipots, settings, blocklists, clock, entropy, meter, this::devices, findings);
        pots = opened;
        return opened;
    }

    /** What was learnt before a restart, for the tap that starts next; refused ({@code profile.*}, {@code cbor.*}) if it is none. */
    public synchronized void recall(byte[] profiles) {
        new Detection(settings, _ -> {}).load(profiles);
        recalled = profiles.clone();
    }

    private Detection detection() {
        var detection = new Detection(settings, listed, _ -> {});
        if (recalled != null) {
            detection.load(recalled);
        }
        return detection;
    }

    /** What is learnt, to be given to {@link #recall} after a restart; empty while there is no tap. */
    public synchronized Optional<byte[]> profiles() {
        return Optional.ofNullable(tap).map(Tap::profiles);
    }

    /** Own devices as the tap has seen them. */
    public synchronized List<Device> devices() {
        return tap == null ? List.of() : tap.seen();
    }

    /** A document says what a device uses and serves: see {@link org.tocsin.detection.Detection#declare}. */
    public synchronized void declare(String device, List<Service> services) {
        if (tap != null) {
            tap.declare(device, services);
        }
    }

    /** See {@link org.tocsin.detection.Detection#learnAnew}. */
    public synchronized void learnAnew(String device) {
        if (tap != null) {
            tap.learnAnew(device);
        }
    }

    /** A person has decided about these: see {@link org.tocsin.detection.Detection#forgive}. Waits for nobody. */
    public void forgive(Prefix whom) {
        var now = tap;
        if (now != null) {
            now.forgive(whom);
        }
        var visited = pots;
        if (visited != null) {
            visited.forgive(whom);
        }
    }

    private List<TapState.Ending> kept() {
        synchronized (endings) {
            return List.copyOf(endings);
        }
    }

    private void keep(TapState.Ending ending) {
        synchronized (endings) {
            endings.addFirst(ending);
            if (endings.size() > TapState.MOST_ENDINGS) {
                endings.removeLast();
            }
        }
    }

    private Phase phase(Tap now, List<PortState> ports) {
        if (now.trouble() != null) {
            return Phase.BROKEN;
        }
        if (!now.alive()) {
            return Phase.ENDED;
        }
        boolean down = !ports.isEmpty() && ports.stream().noneMatch(PortState::reading);
        return down || (isPipe() && now.packets() == 0) ? Phase.WAITING : Phase.READING;
    }

    private boolean isPipe() {
        return source != null && source.isPipe();
    }

    /** Without the lock: who closes a tap holds it and waits for this thread. */
    private void ended(Tap which, Heard ears) {
        if (closed || ears != current) {
            return;
        }
        var why = which.trouble();
        keep(new TapState.Ending(
                clock.now(), why != null, why == null ? "the stream has ended" : why, which.packets()));
        if (why != null) {
            troubles.broken(why + ", after " + which.packets() + " packets");
        } else {
            LOG.log(System.Logger.Level.INFO, "the tap''s stream {0} has ended", name);
        }
        var pipe = source;
        if (pipe != null && pipe.isPipe()) {
            boolean garbage = why != null && !pipe.isDrained();
            Thread.ofVirtual().name("tocsin-tap-again").start(() -> again(garbage));
        }
    }

    /**
     * In the middle of garbage nobody knows where a capture begins: then the pipe is opened anew. A stream that merely broke off is
     * another matter: what comes next is another writer's, who must not lose the reader.
     */
    private void again(boolean anew) {
        try {
            if (anew) {
                Thread.sleep(AFTER_GARBAGE);
            }
            reopen(anew);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            troubles.broken("it could not be opened again: " + e.getMessage());
        }
    }

    private synchronized void reopen(boolean anew) throws IOException {
        var pipe = source;
        if (!closed && pipe != null) {
            if (anew) {
                pipe.close();
            }
            var _ = read(pipe.name(), pipe.stream());
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        if (tap != null) {
            tap.close();
        }
        if (source != null) {
            source.close();
        }
    }

    private final class Heard implements Tap.Findings {
        @Override
        public void on(Finding finding, long packetNanos) {
            findings.on(finding, packetNanos);
        }

        @Override
        public void proven(Finding finding, List<Kept> frames) {
            findings.proven(finding, frames);
        }

        @Override
        public void ended(Tap which) {
            Watch.this.ended(which, this);
        }
    }
}
