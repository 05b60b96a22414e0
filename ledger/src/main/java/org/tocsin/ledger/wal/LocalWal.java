package org.tocsin.ledger.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.disk.Disk;
import org.tocsin.ledger.disk.DiskFile;
import org.tocsin.ledger.disk.DiskFullException;

/**
 * The WAL as preallocated segments that are overwritten: no metadata changes, so that fdatasync takes one write of the disk
 * (1.2 ms against 2.0 when appending, measured). Every batch begins on a page of its own, so that a torn page never holds
 * what an earlier sync has promised.
 */
public final class LocalWal implements Wal {
    private static final int SPARES = 2;
    private static final int PAGE = SegmentHeader.PAGE;
    private static final int OVERWRITTEN = 1 << 20;

    private final Disk disk;
    private final WalSettings settings;
    private final CRC32C crc = new CRC32C();

    /** Guarded by this: the keeper recycles and prepares while the writer appends. */
    private final List<Segment> used = new ArrayList<>();

    private final Deque<Segment> spares = new ArrayDeque<>();
    private int nextName;

    private ByteBuffer buffer = ByteBuffer.allocateDirect(64 * PAGE);
    private Segment current;
    private long offset;
    private long sequence;
    private int attempt;

    private LocalWal(Disk disk, WalSettings settings, Entropy entropy, Taker taker) throws IOException {
        this.disk = disk;
        this.settings = settings;
        this.attempt = ByteBuffer.wrap(entropy.bytes(Integer.BYTES)).getInt();
        var scan = Scan.of(disk);
        refuseGap(scan);
        used.addAll(scan.used());
        nextName = scan.nextName();
        var recovery = new Recovery(used.isEmpty() ? 1 : used.getFirst().first, taker, true);
        recovery.run(used, scan.damaged());
        spares.addAll(scan.spares());
        spares.addAll(scan.damaged());
        sequence = recovery.expected();
        offset = recovery.offset();
        current = used.isEmpty() ? activate(1) : used.getLast();
    }

    /** Segments go back oldest first, so that nothing but damage leaves a gap; what lies below it was acknowledged too. */
    private static void refuseGap(Scan scan) throws IOException {
        var gap = scan.gap();
        if (gap != null) {
            for (var segment : scan.all()) {
                segment.file.close();
            }
            throw new Rejection("wal.gap", gap);
        }
    }

    /** Opens or makes the WAL of a node and hands out what it holds. */
    public static LocalWal open(Disk disk, WalSettings settings, Entropy entropy, Taker taker) throws IOException {
        return new LocalWal(disk, settings, entropy, taker);
    }

    @Override
    public long[] append(List<Draft> batch) throws IOException {
        int size = Frame.MARKER;
        for (var draft : batch) {
            size += WalRecord.sizeOf(draft.tail());
        }
        size = (int) Recovery.aligned(size);
        if (offset + size > current.file.size()) {
            if (PAGE + size > settings.segmentBytes()) {
                throw new Rejection("wal.batch-size", size + " bytes do not fit a segment");
            }
            current = activate(current.number + 1);
            advance(PAGE);
        }
        if (buffer.capacity() < size) {
            buffer = ByteBuffer.allocateDirect(size);
        }
        var positions = encode(batch);
        try {
            current.file.write(buffer.flip(), offset);
            current.file.sync();
        } catch (DiskFullException e) {
            blank();
            throw e;
        }
        batch.forEach(draft -> current.holds(draft.log(), draft.index()));
        sequence += batch.size() + 1;
        advance(offset + buffer.limit());
        return positions;
    }

    private long[] encode(List<Draft> batch) {
        attempt++;
        buffer.clear();
        var positions = new long[batch.size()];
        long next = sequence;
        for (int i = 0; i < positions.length; i++) {
            var draft = batch.get(i);
            positions[i] = Recovery.position(current.number, offset + buffer.position());
            Frame.write(
                    buffer, crc, sequence, attempt, WalRecord.encode(next++, draft.log(), draft.index(), draft.tail()));
        }
        Frame.write(buffer, crc, sequence, attempt, Frame.marker(next, positions.length));
        int end = (int) Recovery.aligned(buffer.position());
        while (buffer.position() < end) {
            buffer.put((byte) 0);
        }
        return positions;
    }

    /** What a full disk has taken of a refused batch must not come back after a restart. */
    private void blank() {
        try {
            current.file.write(ByteBuffer.allocate(PAGE), offset);
            current.file.sync();
        } catch (IOException e) {
            System.getLogger(LocalWal.class.getName())
                    .log(System.Logger.Level.WARNING, "a refused batch may reappear after a restart", e);
        }
    }

    private synchronized void advance(long to) {
        offset = to;
    }

    private Segment activate(long number) throws IOException {
        var spare = spare();
        if (spare == null) {
            spare = make();
        }
        try {
            new SegmentHeader(SegmentHeader.FORMAT, settings.writtenBy(), number, sequence).write(spare.file);
        } catch (IOException e) {
            again(spare);
            throw e;
        }
        var segment = new Segment(spare.name, spare.file, number, sequence);
        synchronized (this) {
            used.add(segment);
        }
        return segment;
    }

    /** A spare of at least the size that a batch may need. */
    private synchronized @Nullable Segment spare() {
        for (var spare : spares) {
            if (spare.file.size() >= settings.segmentBytes()) {
                spares.remove(spare);
                return spare;
            }
        }
        return null;
    }

    /** Its page may bear the number by now: the next try takes the same file, so that no two bear it. */
    private synchronized void again(Segment spare) {
        spares.addFirst(spare);
    }

    private synchronized void keep(Segment spare) {
        spares.add(spare);
    }

    private Segment make() throws IOException {
        String name;
        synchronized (this) {
            if (used.size() + spares.size() >= settings.segments()) {
                throw new Rejection("wal.backlog", "all " + settings.segments() + " segments wait for the store");
            }
            name = "%s/%s%04d".formatted(Scan.FOLDER, Scan.PREFIX, nextName++);
        }
        return new Segment(name, disk.create(name, settings.segmentBytes()), 0, 0);
    }

    @Override
    public void prepare() throws IOException {
        synchronized (this) {
            if (!spares.isEmpty() || offset < used.getLast().file.size() / 2 || used.size() >= settings.segments()) {
                return;
            }
        }
        keep(make());
    }

    @Override
    public @Nullable WalRecord read(long position) throws IOException {
        long number = position >>> Integer.SIZE;
        Segment found = null;
        synchronized (this) {
            for (var segment : used) {
                if (segment.number == number) {
                    found = segment;
                }
            }
        }
        if (found == null) {
            return null;
        }
        try {
            var frame = Frame.read(found.file, position & 0xffff_ffffL, found.file.size());
            return frame == null ? null : frame.record();
        } catch (ClosedChannelException recycled) {
            return null;
        }
    }

    /** Oldest first, so that what is in use stays one run of numbers. */
    @Override
    public int recycle(Kept kept) throws IOException {
        int freed = 0;
        for (var oldest = freeable(kept); oldest != null; oldest = freeable(kept)) {
            SegmentHeader.erase(oldest.file);
            boolean surplus;
            synchronized (this) {
                used.remove(oldest);
                surplus = spares.size() >= SPARES;
                if (!surplus) {
                    spares.add(oldest);
                }
            }
            if (surplus) {
                overwrite(oldest.file);
                oldest.file.close();
                disk.delete(oldest.name);
            }
            freed++;
        }
        return freed;
    }

    @Override
    public void closeSegmentOf(Map<Long, Long> erased) throws IOException {
        if (current.holdsAnyOf(erased)) {
            current = activate(current.number + 1);
            advance(PAGE);
        }
    }

    @Override
    public synchronized boolean holdsAnyOf(Map<Long, Long> upTo) {
        return used.stream().anyMatch(segment -> segment.holdsAnyOf(upTo));
    }

    /** One at a time, so that another is at hand if the writer needs one meanwhile. */
    @Override
    public void overwriteSpares() throws IOException {
        List<Segment> now;
        synchronized (this) {
            now = List.copyOf(spares);
        }
        for (var spare : now) {
            boolean mine;
            synchronized (this) {
                mine = spares.remove(spare);
            }
            if (mine) {
                try {
                    overwrite(spare.file);
                } finally {
                    keep(spare);
                }
            }
        }
    }

    /** What is blank already is read only: a disk lives longer when it is written less. */
    private static void overwrite(DiskFile file) throws IOException {
        var zeros = ByteBuffer.allocate(OVERWRITTEN);
        var found = ByteBuffer.allocate(OVERWRITTEN);
        for (long at = 0; at < file.size(); at += OVERWRITTEN) {
            int size = (int) Math.min(OVERWRITTEN, file.size() - at);
            found.clear().limit(size);
            int read = file.read(found, at);
            if (found.flip().mismatch(zeros.clear().limit(read)) >= 0) {
                file.write(zeros.clear().limit(size), at);
            }
        }
        file.sync();
    }

    private synchronized @Nullable Segment freeable(Kept kept) {
        var oldest = used.getFirst();
        return used.size() > 1 && oldest.allKept(kept) ? oldest : null;
    }

    @Override
    public synchronized int segments() {
        return used.size();
    }

    @Override
    public synchronized void close() throws IOException {
        for (var segment : used) {
            segment.file.close();
        }
        for (var segment : spares) {
            segment.file.close();
        }
    }
}
