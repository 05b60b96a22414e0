package org.tocsin.lab.evaluate;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.tocsin.kernel.Rejection;
import org.tocsin.wire.capture.Capture;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.capture.LinkType;
import org.tocsin.wire.capture.PcapWriter;

/**
 * Mix B, the traffic on which engines are compared: captures of eight groups merged by time, seven times over with other addresses, gaps
 * cut to an hour, all as Ethernet. The same captures make the same bytes. Captures are held in memory (40 MB), what is written is not.
 * Source: reference, detection.md 4.7. Seven-day captures are left out: they are snapped to headers and flatter whoever reads payloads.
 */
public final class TrafficMix {
    /** The groups of captures that are mixed. */
    public static final List<String> GROUPS =
            List.of("benign-setup", "mqtt", "mqtt-dad", "ics", "c2", "bruteforce", "infection", "scan");

    public static final int LOOPS = 7;

    private static final long MOST_GAP = 3_600_000_000_000L;
    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;

    private final List<byte[]> captures;
    private final int loops;

    TrafficMix(List<byte[]> captures, int loops) {
        this.captures = List.copyOf(captures);
        this.loops = loops;
    }

    /** Mix B of a folder of captures; a group that is not there is refused by name ({@code lab.mix}). */
    public static TrafficMix b(Path folder) {
        var captures = new ArrayList<byte[]>();
        for (var group : GROUPS) {
            try (Stream<Path> files = Files.walk(folder.resolve(group))) {
                for (var file : files.filter(f -> f.toString().matches(".*\\.pcap(ng)?"))
                        .sorted()
                        .toList()) {
                    captures.add(Files.readAllBytes(file));
                }
            } catch (NoSuchFileException missing) {
                throw new Rejection(
                        "lab.mix", "the mix takes captures of " + missing.getFile() + ", which is not there");
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
        return new TrafficMix(captures, LOOPS);
    }

    /**
     * How large the mix is.
     *
     * @param wireBytes of its frames as they were on the wire
     * @param fileBytes of the pcap file that it makes
     * @param skipped frames left out because their link is not rewritten
     */
    public record Size(long packets, long wireBytes, long fileBytes, long skipped) {}

    public Size size() {
        try {
            return write(OutputStream.nullOutputStream());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Writes the mix as pcap in nanoseconds. The stream stays the caller's to close. */
    public Size write(OutputStream out) throws IOException {
        var writer = new Loop(new PcapWriter(out, LinkType.ETHERNET));
        for (int loop = 0; loop < loops; loop++) {
            writer.write(loop);
        }
        return new Size(writer.packets, writer.wireBytes, writer.fileBytes, writer.skipped);
    }

    /** One capture as far as it was merged. */
    private static final class Source {
        final int order;
        final Capture capture;
        final Frame frame = new Frame();

        Source(int order, byte[] bytes) {
            this.order = order;
            this.capture = Capture.of(bytes);
        }

        boolean next() {
            return capture.next(frame);
        }
    }

    /** Merges, again and again, on a clock of its own that begins with the first frame's. */
    private final class Loop {
        private final PcapWriter out;
        private final EthernetFrame ethernet = new EthernetFrame();
        private final Readdress readdress = new Readdress();
        private long clock = Long.MIN_VALUE;
        private long packets;
        private long wireBytes;
        private long fileBytes = FILE_HEADER;
        private long skipped;

        Loop(PcapWriter out) {
            this.out = out;
        }

        void write(int loop) throws IOException {
            var byTime = Comparator.comparingLong((Source s) -> s.frame.time()).thenComparingInt(s -> s.order);
            var sources = new PriorityQueue<>(byTime);
            for (int i = 0; i < captures.size(); i++) {
                var source = new Source(i, captures.get(i));
                if (source.next()) {
                    sources.add(source);
                }
            }
            long before = Long.MIN_VALUE;
            for (var source = sources.poll(); source != null; source = sources.poll()) {
                long time = source.frame.time();
                tick(time, before);
                before = Math.max(before, time);
                frame(source.frame, loop);
                if (source.next()) {
                    sources.add(source);
                }
            }
        }

        /** The clock goes on by the gap to the frame before, by an hour from loop to loop. */
        private void tick(long time, long before) {
            boolean first = before == Long.MIN_VALUE;
            clock = clock == Long.MIN_VALUE
                    ? time
                    : clock + (first ? MOST_GAP : Math.clamp(time - before, 0, MOST_GAP));
        }

        private void frame(Frame frame, int loop) throws IOException {
            if (!ethernet.take(frame)) {
                skipped++;
                return;
            }
            readdress.move(ethernet, loop);
            out.write(clock, ethernet.bytes(), 0, ethernet.captured(), ethernet.wireLength());
            packets++;
            wireBytes += ethernet.wireLength();
            fileBytes += RECORD_HEADER + ethernet.captured();
        }
    }
}
