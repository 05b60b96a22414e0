package org.tocsin.node.incident;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Predicate;
import org.tocsin.edge.Kept;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Meter;
import org.tocsin.kernel.Recurring;
import org.tocsin.node.home.Home;
import org.tocsin.wire.capture.Capture;
import org.tocsin.wire.capture.Frame;
import org.tocsin.wire.capture.PcapWriter;

/**
 * The packets that prove an incident: one small pcap file each, for its owner alone, written off the packets' path. They hold what
 * devices and people said, so they leave the node by an operator's own download only.
 */
public final class Captures implements AutoCloseable {
    /** Bytes of all files together; beyond, the oldest are deleted, those of confirmed incidents last. */
    public static final long MOST_BYTES = 64L << 20;

    /** Frames of one incident. */
    static final int MOST_FRAMES = 256;

    private static final System.Logger LOG = System.getLogger(Captures.class.getName());
    private static final int MOST_WAITING = 64;
    private static final int MOST_REMEMBERED = 1_000;
    private static final String ENDING = ".pcap";
    private static final Proof END = new Proof("", List.of());

    private final Path folder;
    private final long mostBytes;
    private final Predicate<String> isConfirmed;
    private final Meter meter;
    private final Recurring trouble;
    private final BlockingQueue<Proof> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread writer;
    /** Sizes by incident, oldest first. */
    private final TreeMap<String, Long> sizes = new TreeMap<>();
    /** The last packet of each file that this process has written: findings of a running event prove it with the same packets. */
    private final Map<String, Long> written = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private record Proof(String incident, List<Kept> frames) {
        boolean isLast() {
            return frames.isEmpty();
        }
    }

    /**
     * Opens the folder, and makes it where it is missing.
     *
     * @param exists whether there is such an incident: files of others are what a crash has left
     */
    public Captures(Path folder, Predicate<String> exists, Predicate<String> isConfirmed, Clock clock, Meter meter)
            throws IOException {
        this(folder, MOST_BYTES, exists, isConfirmed, clock, meter);
    }

    Captures(
            Path folder,
            long mostBytes,
            Predicate<String> exists,
            Predicate<String> isConfirmed,
            Clock clock,
            Meter meter)
            throws IOException {
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.isConfirmed = isConfirmed;
        this.meter = meter;
        trouble = new Recurring(LOG, clock);
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                adopt(file, exists);
            }
        }
        writer = Thread.ofVirtual().name("tocsin-captures").start(this::run);
    }

    private void adopt(Path file, Predicate<String> exists) throws IOException {
        var name = String.valueOf(file.getFileName());
        int dot = name.indexOf('.');
        var id = dot < 0 ? name : name.substring(0, dot);
        if (!IncidentId.is(id)) {
            return; // not ours to delete
        }
        if (name.endsWith(ENDING) && exists.test(id)) {
            sizes.put(id, Files.size(file));
        } else {
            Files.deleteIfExists(file);
        }
    }

    /** Takes the packets of a finding over; returns at once. What comes faster than the disk takes it is shed, and counted. */
    public void keep(String incident, List<Kept> frames) {
        if (!frames.isEmpty() && !waiting.offer(new Proof(incident, frames))) {
            meter.count("tocsin_incident_packets_shed_total", frames.size());
        }
    }

    private void run() {
        try {
            for (var proof = waiting.take(); !proof.isLast(); proof = waiting.take()) {
                write(proof);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void write(Proof proof) {
        try {
            long last = written.getOrDefault(proof.incident(), 0L);
            var frames =
                    new ArrayList<>(read(proof.incident()).map(Captures::frames).orElse(List.of()));
            int link = frames.isEmpty()
                    ? proof.frames().getFirst().link()
                    : frames.getFirst().link();
            for (var frame : proof.frames()) {
                if (frame.number() > last && frame.link() == link && frames.size() < MOST_FRAMES) {
                    frames.add(frame);
                }
            }
            var file = pcap(frames, link);
            Home.writePrivate(path(proof.incident()), file);
            written.put(
                    proof.incident(), Math.max(last, proof.frames().getLast().number()));
            sizes.put(proof.incident(), (long) file.length);
            makeRoom(proof.incident());
        } catch (IOException | UncheckedIOException failed) {
            meter.count("tocsin_incident_packets_shed_total", proof.frames().size());
            trouble.warn("the packets of an incident could not be kept", failed);
        }
    }

    private static byte[] pcap(List<Kept> frames, int link) throws IOException {
        var out = new ByteArrayOutputStream();
        var pcap = new PcapWriter(out, link);
        for (var frame : frames) {
            pcap.write(frame.nanos(), frame.bytes().shared(), 0, frame.bytes().size(), frame.wireLength());
        }
        return out.toByteArray();
    }

    private static List<Kept> frames(Bytes file) {
        var frames = new ArrayList<Kept>();
        var capture = Capture.of(file.shared());
        var frame = new Frame();
        while (capture.next(frame)) {
            var bytes = new byte[frame.captured()];
            System.arraycopy(frame.buffer(), frame.offset(), bytes, 0, bytes.length);
            frames.add(new Kept(0, frame.time(), frame.link(), frame.wireLength(), Bytes.owning(bytes)));
        }
        return frames;
    }

    /** Of the oldest first, those of confirmed incidents last, the newest never. */
    private void makeRoom(String newest) {
        var order = new ArrayList<>(sizes.keySet());
        order.remove(newest);
        order.sort((one, other) -> Boolean.compare(isConfirmed.test(one), isConfirmed.test(other)));
        long all = sizes.values().stream().mapToLong(Long::longValue).sum();
        for (var id : order) {
            if (all <= mostBytes) {
                return;
            }
            all -= sizes.getOrDefault(id, 0L);
            delete(id);
            meter.count("tocsin_incident_captures_erased_total", 1);
        }
    }

    /** Deletes the packets of incidents that are erased. */
    public synchronized void erase(Collection<String> incidents) {
        incidents.forEach(this::delete);
    }

    private void delete(String id) {
        sizes.remove(id);
        written.remove(id);
        try {
            Files.deleteIfExists(path(id));
        } catch (IOException failed) {
            trouble.warn("the packets of an incident could not be deleted", failed);
        }
    }

    private Path path(String id) {
        return folder.resolve(id + ENDING);
    }

    /** The file of an incident, as pcap; empty if none is kept. */
    public synchronized Optional<Bytes> read(String incident) {
        if (!sizes.containsKey(incident)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Bytes.owning(Files.readAllBytes(path(incident))));
        } catch (IOException gone) {
            trouble.warn("the packets of an incident can't be read", gone);
            return Optional.empty();
        }
    }

    /** Its packets, a line each. */
    public List<FrameLine> lines(String incident) {
        return read(incident).map(Bytes::shared).map(FrameLine::of).orElse(List.of());
    }

    /** Writes what waits, then ends. Nobody is interrupted: that would tear the file in hand. */
    @Override
    public void close() {
        try {
            waiting.put(END);
            writer.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
