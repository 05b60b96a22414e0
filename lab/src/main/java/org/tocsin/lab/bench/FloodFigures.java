package org.tocsin.lab.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.tocsin.detection.Detection;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.detection.Kind;
import org.tocsin.edge.nft.KernelTable.Trial;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.capture.LinkType;
import org.tocsin.wire.packet.Decoder;
import org.tocsin.wire.packet.Packet;

/**
 * A million packets a second of a flood, handed over on the clock whether the tests are ready or not; between them, other devices sweep
 * their network. How long each of these findings takes from the moment its packet was due, whether any is missed, and what the memory
 * does.
 */
final class FloodFigures implements Bench {
    private static final int RATE = 1_000_000;
    private static final int SECONDS = 10;
    /** Of a flood, between two pings of a sweep. */
    private static final int BETWEEN = 1_000;

    private static final int PINGS = 8;
    private static final int SWEEPS = SECONDS * RATE / BETWEEN / PINGS;
    private static final double BAR_MS = 50;
    private static final long START = 1_700_000_000_000_000_000L;

    @Override
    public String name() {
        return "flood";
    }

    @Override
    public String about() {
        return "findings about others while a flood of a million packets a second passes: delay, misses, memory";
    }

    @Override
    public void run(Consumer<Figure> figures, Consumer<String> talk) {
        for (var flood : FloodFrames.Flood.values()) {
            talk.accept(String.format("%s: %,d packets a second for %d s", flood.words(), RATE, SECONDS));
            var what = flood.words() + ": ";
            figures.accept(Figure.of(what + "on one core", new Run(flood).rate(), "packets/s"));
            var trial = new Run(flood);
            long before = used();
            trial.play();
            long after = used();
            var delays = trial.delays;
            Collections.sort(delays);
            figures.accept(new Figure(
                    what + "finding about another, p99",
                    Trial.percentile(delays, 0.99),
                    "ms",
                    "bar of the design",
                    BAR_MS));
            figures.accept(Figure.of(what + "worst", Trial.percentile(delays, 1), "ms"));
            figures.accept(Figure.of(what + "findings missed", SWEEPS - delays.size(), "of " + SWEEPS));
            figures.accept(Figure.of(what + "the flood itself told", trial.told, "times"));
            figures.accept(Figure.of(what + "memory grown by", (after - before) / 1e6, "MB"));
            trial.end();
        }
    }

    /** After what can be thrown away is. */
    private static long used() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static final class Run {
        final List<Long> delays = new ArrayList<>();
        private final FloodFrames frames;
        private final Frame frame = new Frame();
        private final Packet packet = new Packet();
        private final Decoder decoder = new Decoder();
        private final Detection detection;
        private long due;
        private long number;
        int told;

        Run(FloodFrames.Flood flood) {
            frames = new FloodFrames(flood);
            var d = DetectionSettings.defaults();
            detection = new Detection(
                    new DetectionSettings(
                            d.inside(), d.outside(), d.routers(), d.learn(), d.flows(), d.devices(), 2 * SWEEPS),
                    finding -> {
                        if (finding.kind() == Kind.ICMP_SWEEP) {
                            delays.add(System.nanoTime() - due);
                        } else {
                            told++;
                        }
                    });
        }

        /** Packets a second of CPU time, one behind the other. */
        double rate() {
            var threads = ManagementFactory.getThreadMXBean();
            long began = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < SECONDS * RATE; i++) {
                accept(i);
            }
            return SECONDS * RATE * 1e9 / Math.max(1, threads.getCurrentThreadCpuTime() - began);
        }

        void play() {
            long began = System.nanoTime();
            for (int i = 0; i < SECONDS * RATE; i++) {
                due = began + i * (1_000_000_000L / RATE);
                while (System.nanoTime() < due) {
                    Thread.onSpinWait();
                }
                accept(i);
            }
        }

        private void accept(int i) {
            var bytes =
                    i % BETWEEN == BETWEEN - 1 ? frames.ping(i / BETWEEN / PINGS, i / BETWEEN % PINGS) : frames.next(i);
            long time = START + i * (1_000_000_000L / RATE);
            frame.show(bytes, 0, bytes.length, bytes.length, time, LinkType.ETHERNET, ++number, 0);
            decoder.decode(frame, packet);
            detection.accept(packet);
        }

        /** Holds what is to be measured until it is. */
        void end() {
            detection.finish();
        }
    }
}
