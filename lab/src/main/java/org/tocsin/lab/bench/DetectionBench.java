package org.tocsin.lab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tocsin.detection.Detection;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Rejection;
import org.tocsin.wire.capture.Capture;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.packet.Decoder;
import org.tocsin.wire.packet.Packet;

/** Packets a second through decoder and detectors on one core, over captures held in memory and looped. */
final class DetectionBench implements Bench {
    /** The mix of captures that other engines were measured on; seven-day captures are snapped and flatter. */
    private static final List<String> MIX =
            List.of("benign-setup", "mqtt", "mqtt-dad", "ics", "c2", "bruteforce", "infection", "scan");

    private static final int LOOPS = 16;
    private static final int ROUNDS = 5;
    private static final long LOOP_SHIFT = 30L * 24 * 3600 * 1_000_000_000L;
    /** Published figures on the same mix, one core: packets per CPU-second. */
    private static final double NDPI = 1_295_000;

    private static final double SURICATA = 619_000;

    private final Clock clock = Clock.system();

    @Override
    public String name() {
        return "detection";
    }

    @Override
    public String about() {
        return "packets a second: decode, and decode with all detectors, one core, captures looped in memory";
    }

    @Override
    public void run(Consumer<Figure> figures, Consumer<String> talk) {
        var captures = load(talk);
        long bytes = captures.stream().mapToLong(c -> c.length).sum();
        talk.accept("mix of " + captures.size() + " captures, " + bytes / 1_000_000 + " MB, " + LOOPS
                + " loops, best of " + ROUNDS);
        double decode = best(captures, false);
        figures.accept(Figure.of("decode", decode, "packets/s"));
        double all = best(captures, true);
        figures.accept(new Figure("decode + detectors", all, "packets/s", "ndpiReader 4.2", NDPI));
        figures.accept(new Figure("decode + detectors", all, "packets/s", "Suricata 7.0.10 without rules", SURICATA));
    }

    private double best(List<byte[]> captures, boolean detect) {
        double best = 0;
        for (int round = 0; round < ROUNDS; round++) {
            best = Math.max(best, round(captures, detect));
        }
        return best;
    }

    private double round(List<byte[]> captures, boolean detect) {
        var detection = new Detection(DetectionSettings.defaults(), _ -> {});
        var decoder = new Decoder();
        var packet = new Packet();
        var frame = new Frame();
        long packets = 0;
        long began = clock.nanos();
        for (int loop = 0; loop < LOOPS; loop++) {
            for (var bytes : captures) {
                var capture = Capture.of(bytes);
                while (capture.next(frame)) {
                    frame.show(
                            frame.buffer(),
                            frame.offset(),
                            frame.captured(),
                            frame.wireLength(),
                            frame.time() + loop * LOOP_SHIFT,
                            frame.link(),
                            ++packets,
                            0);
                    decoder.decode(frame, packet);
                    if (detect) {
                        detection.accept(packet);
                    }
                }
            }
        }
        return packets * 1e9 / (clock.nanos() - began);
    }

    private static List<byte[]> load(Consumer<String> talk) {
        var root = Corpora.captures()
                .orElseThrow(() -> new Rejection(
                        "bench.corpora", "no captures; name the folder that holds 'captures' in TOCSIN_CORPORA"));
        var captures = new ArrayList<byte[]>();
        for (var group : MIX) {
            try (Stream<Path> files = Files.walk(root.resolve(group))) {
                files.filter(f -> f.toString().matches(".*\\.pcap(ng)?"))
                        .sorted()
                        .forEach(f -> captures.add(read(f)));
            } catch (IOException missing) {
                talk.accept("group " + group + " is missing and left out");
            }
        }
        return captures;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
