package org.tocsin.edge;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tocsin.detection.Detection;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.detection.Device;
import org.tocsin.detection.Finding;
import org.tocsin.detection.Service;
import org.tocsin.detection.Watchlist;
import org.tocsin.edge.live.LiveCapture;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Meter;
import org.tocsin.kernel.Prefix;
import org.tocsin.kernel.Rejection;
import org.tocsin.wire.capture.Capture;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.capture.Frames;
import org.tocsin.wire.packet.Decoder;
import org.tocsin.wire.packet.Packet;

/** Reads packets from a pcap stream or off live interfaces on a thread of its own and hands them to detection. */
public final class Tap implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Tap.class.getName());
    private static final int COUNT_EACH = 1 << 10;
    private static final Duration STOP = Duration.ofSeconds(2);
    private static final Duration SILENCE = Duration.ofMillis(250);
    private static final Duration COMPLAIN_EACH = Duration.ofMinutes(1);

    /**
     * Hears of findings on the tap's thread, before the next packet is read; must be quick. What it throws is logged, once a
     * minute, and the tap goes on: who can make a listener fail must not be able to blind the node.
     */
    @FunctionalInterface
    public interface Findings {
        /**
         * Something was found.
         *
         * @param packetNanos {@link Clock#nanos} when the deciding packet was read
         */
        void on(Finding finding, long packetNanos);

        /** The frames that prove what was just found, oldest first, copied; on its thread, behind {@link #on}. */
        default void proven(Finding finding, List<Kept> frames) {}

        /** The tap has come to its end, on its thread; {@link Tap#trouble} says whether it was to. */
        default void ended(Tap tap) {}
    }

    private final Closeable source;
    private final Supplier<Frames> opening;
    private final Clock clock;
    private final Meter meter;
    private final Lookout lookout;
    private final Detection detection;
    private final Recorder recorder;
    private final Findings findings;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable String trouble;
    private volatile long packetNanos;
    private volatile long packets;
    private long lastStamp;
    private long lastRead;
    private long nextComplaint;

    private Tap(
            String name,
            Closeable source,
            Supplier<Frames> opening,
            Detection detection,
            Recorder recorder,
            Clock clock,
            Meter meter,
            Lookout lookout,
            Findings findings) {
        this.lookout = lookout;
        this.source = source;
        this.opening = opening;
        this.clock = clock;
        this.meter = meter;
        this.findings = findings;
        this.nextComplaint = clock.nanos();
        this.detection = detection;
        this.recorder = recorder;
        this.thread = Thread.ofPlatform().name("tocsin-tap-" + name).daemon().unstarted(this::run);
    }

    /**
     * Starts to read; the stream becomes the tap's to close.
     *
     * @param listed asked about whom own devices call
     * @param lookout hears of each packet
     */
    public static Tap start(
            String name,
            InputStream in,
            DetectionSettings settings,
            Watchlist listed,
            Clock clock,
            Meter meter,
            Lookout lookout,
            Findings findings) {
        return start(name, in, new Detection(settings, listed, _ -> {}), clock, meter, lookout, findings);
    }

    /** As above, with a detection that may know its devices already; it becomes the tap's. */
    public static Tap start(
            String name,
            InputStream in,
            Detection detection,
            Clock clock,
            Meter meter,
            Lookout lookout,
            Findings findings) {
        return new Tap(name, in, () -> Capture.of(in), detection, new Recorder(), clock, meter, lookout, findings)
                .begin(name);
    }

    /** As above, from live interfaces, which become the tap's to close. */
    public static Tap start(
            String name,
            LiveCapture live,
            Detection detection,
            Clock clock,
            Meter meter,
            Lookout lookout,
            Findings findings) {
        return new Tap(name, live, () -> live, detection, new Recorder(), clock, meter, lookout, findings).begin(name);
    }

    /**
     * Reads another stream of the same network with all that this one has learnt; this one is closed first, so that packets of two
     * are never mixed.
     */
    public Tap next(String name, InputStream in, Findings findings) throws IOException {
        close();
        return new Tap(name, in, () -> Capture.of(in), detection, recorder, clock, meter, lookout, findings)
                .begin(name);
    }

    private Tap begin(String name) {
        synchronized (detection) {
            detection.resume(this::tell);
            recorder.resume();
        }
        thread.start();
        Thread.ofVirtual().name("tocsin-tap-silence-" + name).start(this::awaitSilence);
        return this;
    }

    /** Whether packets can still come. */
    public boolean alive() {
        return thread.isAlive();
    }

    /** What ended it early, in words; null while it lives and after a proper end. */
    public @Nullable String trouble() {
        return trouble;
    }

    /** Packets read so far. */
    public long packets() {
        return packets;
    }

    /** Devices that are remembered; costs a walk over them. */
    public int devices() {
        synchronized (detection) {
            return detection.tally().devices();
        }
    }

    /** Those devices; costs a walk over them. */
    public List<Device> seen() {
        synchronized (detection) {
            return detection.devices();
        }
    }

    /** As {@link Detection#profiles}; waits for the packet in hand. */
    public byte[] profiles() {
        synchronized (detection) {
            return detection.profiles();
        }
    }

    /** As {@link Detection#forgive}. From any thread, and waits for nobody. */
    public void forgive(Prefix whom) {
        detection.forgive(whom);
    }

    /** As {@link Detection#declare}; waits for the packet in hand. */
    public void declare(String device, List<Service> services) {
        synchronized (detection) {
            detection.declare(device, services);
        }
    }

    /** As {@link Detection#learnAnew}; waits for the packet in hand. */
    public void learnAnew(String device) {
        synchronized (detection) {
            detection.learnAnew(device);
        }
    }

    /** Waits until the stream has ended and all that was in it is judged. */
    public void join() throws InterruptedException {
        thread.join();
    }

    private void run() {
        try {
            var capture = opening.get();
            read(capture);
            synchronized (detection) {
                if (!closed) {
                    detection.finish();
                }
            }
            var damage = capture.damage();
            if (damage != null) {
                end("the stream broke at byte " + damage.offset() + ": " + damage.what());
            }
        } catch (Rejection refused) {
            end(RelayCore.said(refused));
        } finally {
            findings.ended(this);
        }
    }

    private void read(Frames capture) {
        var frame = new Frame();
        var packet = new Packet();
        var decoder = new Decoder();
        int count = 0;
        long read = 0;
        while (!closed && capture.next(frame)) {
            packetNanos = clock.nanos();
            decoder.decode(frame, packet);
            lookout.note(packet, packetNanos);
            accept(frame, packet);
            packets = ++read;
            if (++count == COUNT_EACH) {
                meter.count("tocsin_edge_tap_packets_total", count);
                count = 0;
            }
        }
        meter.count("tocsin_edge_tap_packets_total", count);
    }

    private void tell(Finding finding) {
        try {
            findings.on(finding, packetNanos);
            findings.proven(finding, recorder.proof(finding));
        } catch (RuntimeException broken) {
            meter.count("tocsin_edge_tap_untold_total", 1);
            long now = clock.nanos();
            if (now - nextComplaint >= 0) {
                nextComplaint = now + COMPLAIN_EACH.toNanos();
                LOG.log(Level.WARNING, "tap: a finding could not be acted upon; the tap goes on", broken);
            }
        }
    }

    private void accept(Frame frame, Packet packet) {
        synchronized (detection) {
            if (!closed) {
                lastStamp = frame.time();
                lastRead = packetNanos;
                recorder.note(frame, packet);
                detection.accept(packet);
            }
        }
    }

    /**
     * Silence is evidence too: a scan is judged by answers that do not come, and after its last packet no other may come to tell
     * that time has passed. Counted from the last packet's own stamp, so that an old capture is not judged by today's date.
     */
    private void awaitSilence() {
        try {
            while (!closed && thread.isAlive()) {
                Thread.sleep(SILENCE);
                synchronized (detection) {
                    long silent = clock.nanos() - lastRead;
                    if (!closed && lastStamp != 0 && silent > SILENCE.toNanos()) {
                        packetNanos = clock.nanos();
                        detection.elapsed(lastStamp + silent);
                    }
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(String what) {
        if (!closed) {
            trouble = what;
            LOG.log(Level.WARNING, "tap: {0}", what);
        }
    }

    /** Stops reading. */
    @Override
    public void close() throws IOException {
        closed = true;
        source.close();
        thread.interrupt();
        try {
            var _ = thread.join(STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
