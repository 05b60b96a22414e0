package org.tocsin.lab.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.function.Consumer;
import org.tocsin.detection.Detection;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.kernel.Rejection;
import org.tocsin.lab.evaluate.TrafficMix;
import org.tocsin.wire.capture.Capture;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.packet.Decoder;
import org.tocsin.wire.packet.Packet;

/** Packets a second through decoder and detectors on one core, over mix B held in memory. */
final class DetectionBench implements Bench {
    private static final int ROUNDS = 5;
    /** Measured on the same mix, one core: packets per CPU-second. Source: reference, detection.md 4.7. */
    private static final double NDPI = 1_295_000;

    private static final double SURICATA = 619_000;

    /** Time on the core and not on the wall, as the others were measured: what else the machine does takes nothing from it. */
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Override
    public String name() {
        return "detection";
    }

    @Override
    public String about() {
        return "packets a second of CPU time: decode, and decode with all detectors, one core, mix B in memory";
    }

    @Override
    public void run(Consumer<Figure> figures, Consumer<String> talk) {
        var mix = TrafficMix.b(Corpora.captures()
                .orElseThrow(() -> new Rejection(
                        "bench.corpora", "no captures; name the folder that holds 'captures' in TOCSIN_CORPORA")));
        var size = mix.size();
        talk.accept(String.format(
                Locale.ROOT,
                "mix B: %,d packets, %d B mean; best of %d",
                size.packets(),
                size.wireBytes() / Math.max(1, size.packets()),
                ROUNDS));
        var file = held(mix, size);
        double decode = best(file, false);
        figures.accept(Figure.of("decode", decode, "packets/s"));
        double all = best(file, true);
        figures.accept(new Figure("decode + detectors", all, "packets/s", "ndpiReader 4.2", NDPI));
        figures.accept(new Figure("decode + detectors", all, "packets/s", "Suricata 7.0.10 without rules", SURICATA));
    }

    private static byte[] held(TrafficMix mix, TrafficMix.Size size) {
        var file = ByteBuffer.allocate(Math.toIntExact(size.fileBytes()));
        try {
            mix.write(new OutputStream() {
                @Override
                public void write(int one) {
                    file.put((byte) one);
                }

                @Override
                public void write(byte[] from, int at, int count) {
                    file.put(from, at, count);
                }
            });
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return file.array();
    }

    private double best(byte[] file, boolean detect) {
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            best = Math.max(best, round(file, detect));
        }
        return best;
    }

    private double round(byte[] file, boolean detect) {
        var detection = new Detection(DetectionSettings.defaults(), _ -> {});
        var decoder = new Decoder();
        var packet = new Packet();
        var frame = new Frame();
        var capture = Capture.of(file);
        long packets = 0;
        long began = threads.getCurrentThreadCpuTime();
        while (capture.next(frame)) {
            packets++;
            decoder.decode(frame, packet);
            if (detect) {
                detection.accept(packet);
            }
        }
        return packets * 1e9 / Math.max(1, threads.getCurrentThreadCpuTime() - began);
    }
}
