package org.tocsin.ledger.log;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.archive.Archive;
import org.tocsin.ledger.checkpoint.Checkpoint;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.entry.Entry;
import org.tocsin.ledger.entry.Salted;
import org.tocsin.ledger.follow.LogBatch;
import org.tocsin.ledger.merkle.Hasher;
import org.tocsin.ledger.wal.LocalWal;
import org.tocsin.ledger.wal.Sealed;
import org.tocsin.ledger.wal.Wal;
import org.tocsin.ledger.wal.WalRecord;

/**
 * All logs of a node over one WAL. Opened held: it appends and signs nothing until {@link #release()}, which the
 * {@link StartGate} decides. Thread-safe; appends never block.
 */
public final class Ledger implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Ledger.class.getName());

    private final LedgerSettings settings;
    private final Ports ports;
    private final Closeable lock;
    private final Map<Origin, LogState> logs = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<Long, LogState> byNumber = new LinkedHashMap<>();
    private final Wal wal;
    private final AppendQueue queue;
    private final Writer writer;
    private final Keeper keeper;
    private final LogReader reader;
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Highest index that the sink has erased and the WAL may still hold, by log. After a start that is everything: whoever was
     * here before may have been cut short between the two, and nobody else would look again.
     */
    private final Map<Long, Long> unwiped = new HashMap<>();

    private Ledger(LedgerSettings settings, Ports ports, Closeable lock) throws IOException {
        this.settings = settings;
        this.ports = ports;
        this.lock = lock;
        LedgerFiles.checkFormat(ports.disk(), settings.wal().writtenBy());
        for (long number : Archive.numbers(ports.disk())) {
            add(number, Archive.open(ports.disk(), number));
        }
        var hasher = new Hasher();
        wal = LocalWal.open(ports.disk(), settings.wal(), ports.entropy(), (record, position) -> {
            recover(record, position, hasher);
        });
        for (var log : snapshot()) {
            loadCheckpoint(log);
            if (log.size() > 0) {
                unwiped.put(log.number, log.size() - 1);
            }
        }
        queue = new AppendQueue(settings);
        var reserve = new Reserve(ports.disk(), settings.reserveBytes(), ports.clock());
        writer = new Writer(wal, queue, reserve, ports.clock(), ports.meter());
        reader = new LogReader(wal, ports.sink(), ports.storeKey());
        keeper = new Keeper(
                ports.disk(),
                wal,
                reader,
                ports.sink(),
                reserve,
                this::snapshot,
                settings,
                ports.entropy(),
                ports.clock());
    }

    /**
     * Opens the ledger in a folder, or makes it. Refused by name: another process has it, a newer program wrote it, the disk
     * has lost what was acknowledged.
     */
    public static Ledger open(LedgerSettings settings, Ports ports) throws IOException {
        var lock = ports.disk().lock(LedgerFiles.LOCK);
        try {
            var ledger = new Ledger(settings, ports, lock);
            ledger.start("tocsin-ledger-writer", ledger.writer);
            if (settings.keepMillis() > 0) {
                ledger.start("tocsin-ledger-keeper", ledger.keeper);
            }
            return ledger;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Makes a new log, durable on return. */
    public void create(Origin origin) throws IOException {
        LogState log;
        synchronized (byNumber) {
            if (logs.containsKey(origin)) {
                throw new Rejection("ledger.exists", origin + " exists");
            }
            long number = byNumber.keySet().stream().max(Long::compare).orElse(0L) + 1;
            log = add(
                    number,
                    Archive.create(ports.disk(), number, origin, settings.wal().writtenBy()));
        }
        between(() -> writer.begin(log));
    }

    /** As {@link #reopen(Origin, Origin)}, with the successor one number higher. */
    public Origin reopen(Origin origin) throws IOException {
        var next = origin.next();
        reopen(origin, next);
        return next;
    }

    /**
     * Ends a log and begins its successor: after a key change, or after a backup was restored. Entries of the old log stay
     * readable; what it has signed stays signed. Also while the ledger is held or stopped. Cut short, it can be done again.
     */
    public void reopen(Origin origin, Origin next) throws IOException {
        var log = log(origin);
        between(() -> {
            try {
                keeper.saveCheckpoint(log);
                log.archive.end();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        create(next);
    }

    /** The logs in the order in which they were made, ended ones included. */
    public List<Origin> logs() {
        synchronized (logs) {
            return List.copyOf(logs.keySet());
        }
    }

    /** Whether a successor has taken over. */
    public boolean ended(Origin origin) {
        return log(origin).archive.ended();
    }

    /** Appends one statement. */
    public Receipt append(Origin origin, Statement statement) {
        return append(origin, List.of(statement));
    }

    /**
     * Appends statements as consecutive entries of one batch: hashed and encrypted here, written by the one writer. Refused by
     * name and at once: unknown or ended log, too much for one batch, too much waiting, a stopped ledger. A full disk is told
     * by the receipt.
     */
    public Receipt append(Origin origin, List<Statement> statements) {
        var log = log(origin);
        var stopped = writer.stopped();
        if (stopped != null) {
            throw stopped;
        }
        if (!log.takes()) {
            throw new Rejection("ledger.ended", origin + " has ended; its successor takes entries");
        }
        LogBatch.ENTRIES.check(statements.size());
        if (statements.isEmpty()) {
            throw new Rejection("ledger.empty", "nothing to append");
        }
        var entries = new ArrayList<Work.Prepared>(statements.size());
        var hasher = new Hasher();
        long minute = ports.clock().minute();
        int bytes = 0;
        for (var statement : statements) {
            var entry = prepare(statement, minute, hasher);
            entries.add(entry);
            bytes += WalRecord.sizeOf(entry.tail());
        }
        if (bytes > settings.batchBytes()) {
            throw new Rejection("ledger.batch-bytes", bytes + " bytes do not fit a batch");
        }
        var receipt = new Receipt();
        queue.add(new Work.Group(log, entries, bytes, receipt));
        return receipt;
    }

    private Work.Prepared prepare(Statement statement, long minute, Hasher hasher) {
        var plain = Salted.fresh(statement.payload().encode(), ports.entropy());
        var commitment = plain.commitment();
        var entry = Entry.of(statement.type(), minute, commitment, statement.flags());
        var sealed = Sealed.seal(plain, commitment, ports.storeKey(), ports.entropy());
        var leaf = Bytes.owning(hasher.leaf(entry.encoded().shared()));
        return new Work.Prepared(entry.encoded(), leaf, WalRecord.tail(entry.encoded(), sealed), plain);
    }

    /**
     * Hears of every batch right after it was signed, on the writer's thread: it must return within microseconds. A batch
     * whose {@code from} is not where the listener stands tells it to {@link #read}.
     */
    public Runnable subscribe(Consumer<LogBatch> listener) {
        writer.listeners().add(listener);
        return () -> writer.listeners().remove(listener);
    }

    /**
     * Signed entries {@code from .. from + max}, as many as fit a frame, with the newest checkpoint and the proof that leads
     * to it; empty if nothing is signed yet. With {@code from} at the end it is the checkpoint alone.
     */
    public Optional<LogBatch> read(Origin origin, long from, int max) throws IOException {
        var log = log(origin);
        var checkpoint = log.latest();
        if (checkpoint == null) {
            return Optional.empty();
        }
        if (from < 0 || from > checkpoint.size() || max < 0) {
            throw new Rejection("ledger.range", "entry " + from + " of a log with " + checkpoint.size());
        }
        return Optional.of(reader.read(log, checkpoint, from, max));
    }

    /**
     * Durable entries {@code from .. from + max}, signed or not, as many as fit a frame: what a crash has left of what this node
     * meant to say. For the node itself; others are told what is signed.
     */
    public List<Recalled> recall(Origin origin, long from, int max) throws IOException {
        return reader.recall(log(origin), from, max);
    }

    /** Newest signed checkpoint. */
    public Optional<Checkpoint> latest(Origin origin) {
        return Optional.ofNullable(log(origin).latest());
    }

    /** Durable entries, signed or not. */
    public long size(Origin origin) {
        return log(origin).size();
    }

    /** Root of the first {@code size} durable entries; empty if there are fewer. */
    public Optional<Digest> rootAt(Origin origin, long size) {
        return size < 0 ? Optional.empty() : log(origin).rootAt(size);
    }

    /** The node may sign from now on: signs what has become durable before. */
    public void release() {
        queue.add(new Work.Control(() -> writer.release(snapshot())));
    }

    /** Stops all appending and signing at once and until a restart. */
    public void stop(Rejection why) {
        writer.stop(why);
    }

    /** Why nothing is appended any more; empty while all is well. */
    public Optional<Rejection> stopped() {
        return Optional.ofNullable(writer.stopped());
    }

    /** Gives the reserve back to a full disk, for a person who must act; it is taken again once there is room. */
    public void makeRoom() {
        writer.makeRoom();
    }

    /** One round of what is done behind the commit path: payloads to the sink, entries to the archive, segments back. */
    public void keep() {
        keeper.round();
    }

    /**
     * Erases the payloads of own entries that had to be erased by a minute: payload and key in the sink, and then the segments of
     * the WAL that hold them, which are closed and overwritten. Entries and all proofs stay. What a crash or an error has left
     * undone is done by the next call. Source: ARCHITECTURE rule 5.
     *
     * @return whether anything was erased, or overwritten for an erasure before
     */
    public synchronized boolean erase(long minute) throws IOException {
        keeper.round();
        ports.sink().erase(minute).forEach((log, index) -> unwiped.merge(log, index, Math::max));
        if (unwiped.isEmpty()) {
            return false;
        }
        between(() -> {
            try {
                wal.closeSegmentOf(unwiped);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        keeper.round();
        wal.overwriteSpares();
        if (!wal.holdsAnyOf(unwiped)) {
            unwiped.clear();
        }
        return true;
    }

    /** Finishes what was appended and gives the folder back. */
    @Override
    public void close() throws IOException {
        queue.close();
        keeper.close();
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        for (var log : snapshot()) {
            try {
                keeper.saveCheckpoint(log);
            } catch (IOException e) {
                LOG.log(Level.WARNING, "the last checkpoint of " + log.origin + " was not stored", e);
            }
        }
        wal.close();
        lock.close();
    }

    private List<LogState> snapshot() {
        synchronized (logs) {
            return List.copyOf(logs.values());
        }
    }

    private void start(String name, Runnable task) {
        threads.add(Thread.ofPlatform().name(name).daemon().start(task));
    }

    private LogState add(long number, Archive archive) throws IOException {
        var signer = archive.ended() ? null : ports.signers().of(archive.origin());
        var log = new LogState(number, archive, signer, ports.sink().next(number));
        logs.put(archive.origin(), log);
        byNumber.put(number, log);
        return log;
    }

    private void recover(WalRecord record, long position, Hasher hasher) {
        var log = byNumber.get(record.log());
        if (log == null) {
            throw new Rejection(
                    "ledger.unknown-log", "the WAL holds entries of log " + record.log() + ", which is gone");
        }
        log.recover(record, position, hasher);
    }

    /** What was signed and stored must be in the tree: else the disk has lost entries that were told to others. */
    private void loadCheckpoint(LogState log) throws IOException {
        var name = LedgerFiles.checkpoint(log.number);
        if (!ports.disk().exists(name)) {
            return;
        }
        var stored = Checkpoint.parse(ports.disk().read(name));
        if (!log.rootAt(stored.size()).equals(Optional.of(stored.root()))) {
            throw new Rejection(
                    "ledger.lost-entries",
                    log.origin + " has signed " + stored.size() + " entries that are not all here: `tocsin log fsck`");
        }
        log.speak(stored);
    }

    private LogState log(Origin origin) {
        var log = logs.get(origin);
        if (log == null) {
            throw new Rejection("ledger.no-log", origin + " is not a log of this node");
        }
        return log;
    }

    /** Does something between two batches and waits for it. */
    private void between(Runnable action) throws IOException {
        var done = new CompletableFuture<Boolean>();
        queue.add(new Work.Control(() -> {
            try {
                action.run();
                done.complete(true);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        }));
        try {
            done.get();
        } catch (ExecutionException e) {
            throw new IOException("the ledger could not finish", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
