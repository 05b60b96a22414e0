package org.tocsin.ledger.log;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Recurring;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.disk.Disk;
import org.tocsin.ledger.disk.DiskFullException;
import org.tocsin.ledger.follow.LogBatch;
import org.tocsin.ledger.merkle.Tiles;
import org.tocsin.ledger.wal.Wal;
import org.tocsin.ledger.wal.WalRecord;

/**
 * Follows the writer at its own pace and never on the commit path: payloads into the sink, entries into the archive, and
 * segments back to the WAL once both have them. A failure is logged and tried again in the next round.
 */
final class Keeper implements Runnable {
    private static final System.Logger LOG = System.getLogger(Keeper.class.getName());

    /** Entries that one step moves, so that memory stays bounded after a long failure of the sink. */
    private static final int STEP = 64 * Tiles.WIDTH;

    private static final String WAITS = "the ledger's own upkeep waits for room on the disk";

    private final Disk disk;
    private final Wal wal;
    private final LogReader reader;
    private final PayloadSink sink;
    private final Reserve reserve;
    private final Supplier<List<LogState>> logs;
    private final LedgerSettings settings;
    private final Entropy entropy;
    private final Recurring trouble;
    private final CountDownLatch closed = new CountDownLatch(1);

    Keeper(
            Disk disk,
            Wal wal,
            LogReader reader,
            PayloadSink sink,
            Reserve reserve,
            Supplier<List<LogState>> logs,
            LedgerSettings settings,
            Entropy entropy,
            Clock clock) {
        this.trouble = new Recurring(LOG, clock);
        this.disk = disk;
        this.wal = wal;
        this.reader = reader;
        this.sink = sink;
        this.reserve = reserve;
        this.logs = logs;
        this.settings = settings;
        this.entropy = entropy;
    }

    @Override
    public void run() {
        try {
            while (pause()) {
                round();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Jittered, so that the nodes of one machine do not sync in step. */
    private boolean pause() throws InterruptedException {
        int half = Math.max(1, settings.keepMillis() / 2);
        int jitter = ((entropy.bytes(1)[0] & 0xff) * 2 * half) >> Byte.SIZE;
        return !closed.await(half + jitter, TimeUnit.MILLISECONDS);
    }

    void close() {
        closed.countDown();
    }

    /** One round over all logs. */
    synchronized void round() {
        for (var log : logs.get()) {
            attempt("payloads of " + log.origin + " were not stored", () -> store(log));
            attempt("entries of " + log.origin + " were not archived", () -> archive(log));
            log.trim();
        }
        attempt("segments were not recycled", this::recycle);
        attempt("no spare segment", wal::prepare);
        attempt("no reserve", reserve::take);
    }

    private void store(LogState log) throws IOException {
        long to = log.size();
        long first = log.firstInWal();
        if (log.stored < first) {
            LOG.log(Level.ERROR, "payloads {0} to {1} of {2} are lost", log.stored, first, log.origin);
            log.stored = first;
        }
        while (log.stored < to) {
            int count = (int) Math.min(to - log.stored, LogBatch.ENTRIES.most());
            var payloads = new ArrayList<Stored>(count);
            for (int i = 0; i < count; i++) {
                var record = record(log, log.stored + i);
                payloads.add(new Stored(record.payload(), reader.eraseAfter(log, record)));
            }
            sink.store(log.number, log.stored, payloads);
            log.stored += count;
        }
    }

    /** Full bundles as soon as there are any; the rest when a segment could be freed by it. */
    private void archive(LogState log) throws IOException {
        boolean all = wal.segments() > 1;
        long from = log.archive.size();
        long size = log.size();
        long to = all ? size : size / Tiles.WIDTH * Tiles.WIDTH;
        boolean moved = from < to;
        while (from < to) {
            long step = Math.min(to, from + STEP);
            var entries = new ArrayList<Bytes>((int) (step - from));
            for (long index = from; index < step; index++) {
                entries.add(record(log, index).entry());
            }
            log.archive.append(entries, log.leaves(step));
            log.trim();
            from = step;
        }
        if (moved) {
            saveCheckpoint(log);
        }
    }

    void saveCheckpoint(LogState log) throws IOException {
        var latest = log.latest();
        if (latest != null) {
            disk.put(Map.of(LedgerFiles.checkpoint(log.number), latest.encoded().toArray()));
        }
    }

    private void recycle() throws IOException {
        var kept = new HashMap<Long, Long>();
        logs.get().forEach(log -> kept.put(log.number, Math.min(log.stored, log.archive.size())));
        wal.recycle(number -> kept.getOrDefault(number, 0L));
    }

    private WalRecord record(LogState log, long index) throws IOException {
        long position = log.position(index);
        var record = position == Positions.NONE ? null : wal.read(position);
        if (record == null || record.log() != log.number || record.index() != index) {
            throw new IOException("entry " + index + " of " + log.origin + " is not in the WAL");
        }
        return record;
    }

    private void attempt(String failure, Step step) {
        try {
            step.run();
        } catch (DiskFullException e) {
            trouble.warn(WAITS, new Rejection("ledger.disk-full", failure + ": " + e.getMessage()));
        } catch (IOException | RuntimeException e) {
            trouble.warn(failure, e);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
