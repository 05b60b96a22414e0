package org.tocsin.lab.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tocsin.detection.Detection;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.edge.linux.Volley;
import org.tocsin.edge.live.LiveCapture;
import org.tocsin.edge.live.LiveEvents;
import org.tocsin.edge.live.LiveSettings;
import org.tocsin.edge.live.OwnTraffic;
import org.tocsin.edge.nft.KernelTable.Trial;
import org.tocsin.kernel.Clock;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.packet.Decoder;
import org.tocsin.wire.packet.Packet;

/** Packets off a live interface (a virtual cable): how soon a finding follows its packet, and how many a second are read without loss. */
final class LiveFigures implements Bench {
    private static final int SWEEPS = 1_000;
    /** That many hosts pinged are a sweep: the last ping decides it. */
    private static final int PINGS = 8;

    private static final int FLOOD = 3_000_000;
    private static final int FLOWS = 1_000;
    /** Packets that go out with one call. */
    private static final int TOGETHER = 50;

    private static final double BAR_US = 1_000;
    private static final double BAR_RATE = 500_000;

    @Override
    public String name() {
        return "live";
    }

    @Override
    public String about() {
        return "packet on a live interface to finding, and packets a second without loss, over veth; needs root";
    }

    @Override
    public void run(Consumer<Figure> figures, Consumer<String> talk) {
        try {
            Cable.lay(cable -> {
                talk.accept(SWEEPS + " sweeps of " + PINGS + " pings");
                var delays = delays(cable);
                figures.accept(Figure.of("packet to finding, p50", micros(delays, 0.5), "us"));
                figures.accept(
                        new Figure("packet to finding, p99", micros(delays, 0.99), "us", "bar of the design", BAR_US));
                figures.accept(Figure.of("packet to finding, max", micros(delays, 1), "us"));
                talk.accept(FLOOD + " packets of " + FLOWS + " flows, as fast as one thread sends");
                flood(cable, figures);
            });
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** A tap on the far end, on a thread of its own. */
    private static final class Reader implements AutoCloseable {
        private final LiveCapture capture = LiveCapture.open(
                new LiveSettings(List.of(Cable.FAR), true, 64, false),
                OwnTraffic.none(),
                Clock.system(),
                new LiveEvents() {
                    @Override
                    public void said(String words) {}
                });
        private final List<Long> delays = Collections.synchronizedList(new ArrayList<>());
        private final AtomicLong packets = new AtomicLong();

        Reader() {
            Thread.ofPlatform().name("tocsin-bench-tap").daemon().start(this::read);
        }

        private void read() {
            var frame = new Frame();
            var packet = new Packet();
            var decoder = new Decoder();
            var detection = new Detection(loud(), _ -> delays.add(now() - frame.time()));
            while (capture.next(frame)) {
                decoder.decode(frame, packet);
                detection.accept(packet);
                packets.incrementAndGet();
            }
        }

        /** Every sweep is told. */
        private static DetectionSettings loud() {
            var d = DetectionSettings.defaults();
            return new DetectionSettings(
                    d.inside(), d.outside(), d.routers(), d.learn(), d.flows(), d.devices(), SWEEPS);
        }

        private static long now() {
            var instant = Instant.now();
            return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
        }

        @Override
        public void close() {
            capture.close();
        }
    }

    /** Nanoseconds from the kernel's stamp of the deciding packet to the finding, ascending; the first tenth warms up and is left out. */
    private static List<Long> delays(Cable cable) throws InterruptedException {
        try (var reader = new Reader()) {
            for (int sweep = 0; sweep < SWEEPS; sweep++) {
                for (int host = 0; host < PINGS; host++) {
                    cable.send(ping(sweep, host));
                }
                Thread.sleep(1);
            }
            await(reader, SWEEPS * PINGS);
            var measured = new ArrayList<>(reader.delays.subList(reader.delays.size() / 10, reader.delays.size()));
            Collections.sort(measured);
            return measured;
        }
    }

    private static void flood(Cable cable, Consumer<Figure> figures) throws InterruptedException {
        try (var reader = new Reader();
                var arena = Arena.ofConfined()) {
            var volleys = new Volley[FLOWS / TOGETHER];
            for (int i = 0; i < volleys.length; i++) {
                volleys[i] = Volley.of(
                        IntStream.range(i * TOGETHER, (i + 1) * TOGETHER)
                                .mapToObj(LiveFigures::datagram)
                                .toList(),
                        arena);
            }
            long began = System.nanoTime();
            for (int i = 0; i < FLOOD / TOGETHER; i++) {
                cable.send(volleys[i % volleys.length]);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            long lost = await(reader, FLOOD);
            figures.accept(new Figure("sent", FLOOD / seconds, "packets/s", "bar of the design", BAR_RATE));
            figures.accept(Figure.of("lost", (double) lost, "packets"));
        }
    }

    /** Waits until all that was sent is read or lost; returns how much was lost. */
    private static long await(Reader reader, long sent) throws InterruptedException {
        long lost = 0;
        for (int i = 0; i < 2_000 && reader.packets.get() + lost < sent; i++) {
            Thread.sleep(5);
            lost = reader.capture.states().getFirst().lost();
        }
        return lost;
    }

    private static byte[] ping(int sweep, int host) {
        var frame = ip(sweep, 1, 8);
        frame[26 + 7] = (byte) (host + 1);
        frame[34] = 8;
        return frame;
    }

    private static byte[] datagram(int flow) {
        var frame = ip(flow, Packet.UDP, 100);
        frame[33] = 1;
        frame[34] = (byte) 0xc0;
        frame[37] = 99;
        frame[39] = 100;
        return frame;
    }

    /** An Ethernet frame of device {@code from} to 10.200.0.0/16, with so many bytes behind the IPv4 header. */
    private static byte[] ip(int from, int protocol, int size) {
        var b = new byte[34 + size];
        b[0] = 2;
        b[1] = 1;
        b[6] = 2;
        b[10] = (byte) (from >>> 8);
        b[11] = (byte) from;
        b[12] = 8;
        b[14] = 0x45;
        b[17] = (byte) (20 + size);
        b[22] = 64;
        b[23] = (byte) protocol;
        b[26] = 10;
        b[27] = 100;
        b[28] = (byte) (from >>> 8);
        b[29] = (byte) from;
        b[30] = 10;
        b[31] = (byte) 200;
        return b;
    }

    private static double micros(List<Long> ascending, double share) {
        return 1_000 * Trial.percentile(ascending, share);
    }
}
