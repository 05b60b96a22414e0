package org.tocsin.cli.watch;

import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tocsin.cli.terminal.Progress;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.detection.Detection;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.detection.Device;
import org.tocsin.detection.Finding;
import org.tocsin.edge.live.LiveCapture;
import org.tocsin.edge.live.LiveEvents;
import org.tocsin.edge.live.LiveSettings;
import org.tocsin.edge.live.OwnTraffic;
import org.tocsin.edge.live.PortState;
import org.tocsin.wire.capture.Capture;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.capture.Frames;
import org.tocsin.wire.packet.Decoder;
import org.tocsin.wire.packet.Packet;

/** Reads, decodes, detects until the capture ends or somebody interrupts; then sums up. */
final class Watch {
    private static final int BEAT = 1 << 14;

    private final Terminal terminal;
    private final Report report;
    private final Detection detection;
    private final Progress progress;
    private final CountDownLatch summed = new CountDownLatch(1);
    private final boolean talk;
    private volatile boolean interrupted;
    private volatile @Nullable LiveCapture live;
    private long lastStamp;
    private long lastRead;
    private long began;

    Watch(Terminal terminal, DetectionSettings settings, Report report, boolean talk) {
        this.terminal = terminal;
        this.report = report;
        this.talk = talk;
        this.progress = new Progress(terminal, "watching", "packets");
        this.detection = new Detection(settings, this::found);
    }

    void load(byte[] profiles) {
        detection.load(profiles);
    }

    byte[] profiles() {
        return detection.profiles();
    }

    List<Device> devices() {
        return detection.devices();
    }

    private void found(Finding finding) {
        progress.wipe();
        report.finding(finding);
    }

    /**
     * Watches one capture.
     *
     * @param size in bytes, or -1 where it is not known
     * @return how many findings there are
     */
    long run(InputStream in, long size) {
        return run(Capture.of(in), size);
    }

    /**
     * Watches live interfaces until somebody interrupts.
     *
     * @param says how the capture goes, in words
     */
    long live(LiveSettings settings, Consumer<String> says) {
        var events = new LiveEvents() {
            @Override
            public void said(String words) {
                progress.wipe();
                says.accept(words);
            }

            @Override
            public void silent() {
                if (lastStamp != 0) {
                    detection.elapsed(lastStamp + terminal.clock().nanos() - lastRead);
                }
            }
        };
        try (var capture = LiveCapture.open(settings, OwnTraffic.none(), terminal.clock(), events)) {
            live = capture;
            says.accept("watching " + String.join(",", settings.interfaces()) + "; Ctrl-C ends it and sums up");
            return run(capture, -1);
        }
    }

    private long run(Frames capture, long size) {
        began = terminal.clock().nanos();
        var hook = Thread.ofPlatform().unstarted(() -> interrupt(capture));
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            read(capture, size);
            detection.finish();
            sum(capture);
        } finally {
            unhook(hook);
        }
        return detection.tally().findings();
    }

    private void read(Frames capture, long size) {
        var frame = new Frame();
        var packet = new Packet();
        var decoder = new Decoder();
        long count = 0;
        while (!interrupted && capture.next(frame)) {
            decoder.decode(frame, packet);
            detection.accept(packet);
            if (live != null) {
                lastStamp = frame.time();
                lastRead = terminal.clock().nanos();
            }
            if ((++count & BEAT - 1) == 0 && talk) {
                progress.show(size > 0 ? (double) frame.position() / size : -1, count);
            }
        }
    }

    /** Ctrl-C: the reader stops at the next packet; if none comes, the summary is written here. */
    private void interrupt(Frames capture) {
        interrupted = true;
        try {
            if (live != null) {
                live.close();
            }
            if (!summed.await(300, TimeUnit.MILLISECONDS)) {
                sum(capture);
            }
        } catch (InterruptedException gone) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void sum(Frames capture) {
        if (summed.getCount() == 0) {
            return;
        }
        progress.wipe();
        var millis = Math.max(1, (terminal.clock().nanos() - began) / 1_000_000);
        var ports = live == null ? List.<PortState>of() : live.states();
        report.summary(new Summary(detection.tally(), millis, capture.damage(), capture.skipped(), interrupted, ports));
        summed.countDown();
    }

    private static void unhook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // The hook is running: it waits for the summary that has just been written.
            return;
        }
    }
}
