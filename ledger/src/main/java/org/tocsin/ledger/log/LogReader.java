package org.tocsin.ledger.log;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tocsin.crypto.seal.KeyWrap;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.checkpoint.Checkpoint;
import org.tocsin.ledger.entry.Entry;
import org.tocsin.ledger.entry.Flags;
import org.tocsin.ledger.entry.Payload;
import org.tocsin.ledger.entry.Salted;
import org.tocsin.ledger.follow.LogBatch;
import org.tocsin.ledger.merkle.Prover;
import org.tocsin.ledger.wal.Sealed;
import org.tocsin.ledger.wal.Wal;
import org.tocsin.ledger.wal.WalRecord;

/** Reads entries and payloads back, from the WAL where they are new, from archive and sink where they are old. */
final class LogReader {
    private static final System.Logger LOG = System.getLogger(LogReader.class.getName());

    /** Bytes of entries and payloads in one batch: a frame of 1 MiB takes them with a checkpoint and a proof. */
    private static final int BATCH_BYTES = 960 * 1_024;

    /** Encoding of an entry, a salt and their lengths, at most, beside the payload. */
    private static final int OVERHEAD = 360;

    private final Wal wal;
    private final PayloadSink sink;
    private final KeyWrap storeKey;

    LogReader(Wal wal, PayloadSink sink, KeyWrap storeKey) {
        this.wal = wal;
        this.sink = sink;
        this.storeKey = storeKey;
    }

    /** Entries from..from + max of what the checkpoint covers, as many as fit a frame. */
    LogBatch read(LogState log, Checkpoint checkpoint, long from, int max) throws IOException {
        var batch = collect(log, from, max, checkpoint.size());
        long end = from + batch.entries.size();
        List<Digest> proof = end == checkpoint.size() ? List.of() : new Prover(log).consistency(end, checkpoint.size());
        return new LogBatch(log.origin, from, checkpoint, batch.entries, batch.payloads, proof);
    }

    /** Entries from..from + max of what is durable, signed or not. */
    List<Recalled> recall(LogState log, long from, int max) throws IOException {
        var batch = collect(log, from, max, log.size());
        var recalled = new ArrayList<Recalled>();
        for (int i = 0; i < batch.entries.size(); i++) {
            var salted = batch.payloads.get(i);
            recalled.add(new Recalled(
                    from + i,
                    Entry.decode(batch.entries.get(i).shared()),
                    Optional.ofNullable(salted).map(Salted::payload)));
        }
        return recalled;
    }

    private Collected collect(LogState log, long from, int max, long size) throws IOException {
        var batch = new Collected();
        long to = Math.min(from + Math.min(max, LogBatch.ENTRIES.most()), size);
        long at = from;
        while (at < to && !batch.full) {
            var record = record(log, at);
            if (record != null) {
                batch.add(record.entry(), open(log, at, record.entry(), record.payload()));
                at++;
            } else {
                at = archived(log, at, to, batch);
            }
        }
        return batch;
    }

    private @Nullable WalRecord record(LogState log, long index) throws IOException {
        long position = log.position(index);
        var record = position == Positions.NONE ? null : wal.read(position);
        return record != null && record.log() == log.number && record.index() == index ? record : null;
    }

    /** Only up to where the WAL begins: behind it the archive may be ahead of the sink, and a payload would look erased. */
    private long archived(LogState log, long from, long upTo, Collected batch) throws IOException {
        long to = Math.min(upTo, Math.max(from + 1, log.firstInWal()));
        var entries = log.archive.entries(from, (int) (to - from));
        if (entries.isEmpty()) {
            throw new Rejection("ledger.missing", "entry " + from + " of " + log.origin + " is nowhere");
        }
        var payloads = sink.load(log.number, from, entries.size());
        for (int i = 0; i < entries.size() && !batch.full; i++) {
            var sealed = i < payloads.size() ? payloads.get(i) : null;
            batch.add(entries.get(i), sealed == null ? null : open(log, from + i, entries.get(i), sealed));
        }
        return from + entries.size();
    }

    /** When the payload of an entry has to be erased; only entries that say that they are erasable are looked into. */
    OptionalLong eraseAfter(LogState log, WalRecord record) {
        if (!Entry.decode(record.entry().shared()).has(Flags.ERASABLE)) {
            return OptionalLong.empty();
        }
        var salted = open(log, record.index(), record.entry(), record.payload());
        var minute = salted == null
                ? null
                : Payload.decode(salted.payload().shared()).eraseAfter();
        return minute == null ? OptionalLong.empty() : OptionalLong.of(minute);
    }

    /** A payload that can't be opened is withheld, and said so: its entry and all proofs stay good. */
    private @Nullable Salted open(LogState log, long index, Bytes entry, Sealed sealed) {
        try {
            return sealed.open(Entry.decode(entry.shared()).commitment(), storeKey);
        } catch (Rejection e) {
            LOG.log(Level.WARNING, "payload " + index + " of " + log.origin + " can't be opened: " + e.getMessage());
            return null;
        }
    }

    /** What goes into one batch. */
    private static final class Collected {
        private final List<Bytes> entries = new ArrayList<>();
        private final List<@Nullable Salted> payloads = new ArrayList<>();
        private int bytes;
        private boolean full;

        void add(Bytes entry, @Nullable Salted payload) {
            int size = OVERHEAD + (payload == null ? 0 : payload.payload().size());
            if (!entries.isEmpty() && bytes + size > BATCH_BYTES) {
                full = true;
                return;
            }
            bytes += size;
            entries.add(entry);
            payloads.add(payload);
        }
    }
}
