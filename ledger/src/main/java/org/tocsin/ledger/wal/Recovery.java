package org.tocsin.ledger.wal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.disk.Damage;
import org.tocsin.ledger.disk.DiskFile;

/**
 * Reads the WAL after a start. Keeps every valid record, signed or not: its checkpoint may have been sent and not stored. A bad
 * record ends the log only if no valid record of a later batch follows: a later batch was begun after the earlier was synced,
 * so the earlier can't be torn, and the disk has lost what was acknowledged. Source: ARCHITECTURE, rule 5.
 */
final class Recovery {
    private final Wal.Taker taker;
    private final boolean mends;
    private long expected;
    private long offset = SegmentHeader.PAGE;
    private int torn;
    private @Nullable Damage damage;

    /** @param mends whether a torn batch is ended on disk; who only looks changes nothing */
    Recovery(long first, Wal.Taker taker, boolean mends) {
        this.expected = first;
        this.taker = taker;
        this.mends = mends;
    }

    /** Records kept of a last batch that was cut short. */
    int torn() {
        return torn;
    }

    /** What it was refused for; null if nothing was. */
    @Nullable
    Damage damage() {
        return damage;
    }

    /** Sequence number of the next record to be written. */
    long expected() {
        return expected;
    }

    /** Where the next batch goes in the last segment. */
    long offset() {
        return offset;
    }

    /**
     * @param segments in the order of their numbers, without a gap
     * @param damaged files whose first page is neither a header nor zeros: no record of a later batch may stand in them
     */
    void run(List<Segment> segments, List<Segment> damaged) throws IOException {
        for (int i = 0; i < segments.size(); i++) {
            var segment = segments.get(i);
            if (segment.first != expected) {
                throw corrupt(
                        segment, 0, "it begins with record " + segment.first + ", " + expected + " belongs there");
            }
            offset = SegmentHeader.PAGE;
            var file = new ReadAhead(segment.file);
            var successor = i + 1 < segments.size() ? segments.get(i + 1) : null;
            for (boolean whole = true; whole; ) {
                whole = batch(segment, file, successor);
            }
        }
        for (var segment : damaged) {
            refuseLater(segment, segment.file, SegmentHeader.PAGE, expected - 1);
        }
    }

    /** Reads one batch; false at the end of the segment's records. */
    private boolean batch(Segment segment, DiskFile file, @Nullable Segment successor) throws IOException {
        var frames = new ArrayList<Frame>();
        long at = offset;
        var frame = next(file, at, frames);
        while (frame != null && frame.record() != null) {
            frames.add(frame);
            at += frame.size();
            frame = next(file, at, frames);
        }
        if (frame != null) {
            if (frame.count() != frames.size()) {
                throw corrupt(segment, at, "a batch of " + frame.count() + " records holds " + frames.size());
            }
            take(segment, frames);
            expected++;
            offset = aligned(at + frame.size());
            return true;
        }
        if (successor == null) {
            refuseLater(segment, file, offset, expected);
            close(segment, at, frames);
        } else if (successor.first != expected) {
            throw corrupt(segment, at, "a batch is cut short, and later ones follow");
        }
        return false;
    }

    /** The next frame of the batch that begins with {@code expected}, or null. */
    private @Nullable Frame next(DiskFile file, long at, List<Frame> before) throws IOException {
        var frame = Frame.read(file, at, file.size());
        return frame != null
                        && frame.batch() == expected
                        && frame.sequence() == expected + before.size()
                        && (before.isEmpty()
                                || frame.attempt() == before.getFirst().attempt())
                ? frame
                : null;
    }

    private void take(Segment segment, List<Frame> frames) {
        long at = offset;
        for (var frame : frames) {
            var record = frame.record();
            if (record != null) {
                taker.take(record, position(segment.number, at));
                segment.holds(record.log(), record.index());
            }
            at += frame.size();
        }
        expected += frames.size();
    }

    /** Every batch begins on a page of its own, so that looking there is enough. */
    private void refuseLater(Segment segment, DiskFile file, long from, long batch) throws IOException {
        long size = file.size();
        var head = ByteBuffer.allocate(Frame.HEAD);
        for (long at = aligned(from); at < size; at += SegmentHeader.PAGE) {
            head.clear();
            boolean candidate = file.read(head, at) == Frame.HEAD && head.getLong(Frame.BATCH) > batch;
            if (candidate && Frame.read(file, at, size) != null) {
                throw corrupt(segment, from, "a bad record, and a valid one of a later batch at byte " + at);
            }
        }
    }

    /** Keeps the valid part of a torn batch and ends it with a marker, or the next start would take it for corruption. */
    private void close(Segment segment, long at, List<Frame> frames) throws IOException {
        if (frames.isEmpty()) {
            return;
        }
        long batch = expected;
        torn = frames.size();
        take(segment, frames);
        if (!mends) {
            return;
        }
        var marker = ByteBuffer.allocate(Frame.MARKER);
        var body = Frame.marker(expected, frames.size());
        Frame.write(marker, new CRC32C(), batch, frames.getFirst().attempt(), body);
        segment.file.write(marker.flip(), at);
        segment.file.sync();
        expected++;
        offset = aligned(at + marker.limit());
    }

    static long aligned(long offset) {
        return (offset + SegmentHeader.PAGE - 1) / SegmentHeader.PAGE * SegmentHeader.PAGE;
    }

    /** Names a record: its segment and where it begins there. */
    static long position(long number, long offset) {
        return number << Integer.SIZE | offset;
    }

    private Rejection corrupt(Segment segment, long at, String what) {
        damage = Damage.at(segment.name, at, what);
        return new Rejection("wal.corrupt", damage.toString());
    }
}
