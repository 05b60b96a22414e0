package org.tocsin.ledger.log;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Digest;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.archive.Archive;
import org.tocsin.ledger.checkpoint.Checkpoint;
import org.tocsin.ledger.checkpoint.CheckpointSigner;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.merkle.Hasher;
import org.tocsin.ledger.merkle.Nodes;
import org.tocsin.ledger.merkle.Prover;
import org.tocsin.ledger.wal.WalRecord;

/** One log of the node: its durable tree, split between archive and memory. Changed by the writer, read by all. */
final class LogState implements Nodes {
    final long number;
    final Origin origin;
    final Archive archive;
    final @Nullable CheckpointSigner signer;

    /** Guarded by this. */
    private final Tail tail;

    private final Positions positions;
    private long size;

    /** First index that the sink lacks; the keeper's alone. */
    long stored;

    private volatile @Nullable Checkpoint latest;

    LogState(long number, Archive archive, @Nullable CheckpointSigner signer, long stored) {
        this.number = number;
        this.origin = archive.origin();
        this.archive = archive;
        this.signer = signer;
        this.stored = stored;
        this.size = archive.size();
        this.tail = new Tail(new Prover(archive).frontier(size));
        this.positions = new Positions(size);
    }

    /** A record that recovery has found. */
    synchronized void recover(WalRecord record, long position, Hasher hasher) {
        positions.startAt(record.index());
        if (record.index() != positions.next() || record.index() > size) {
            throw new Rejection(
                    "ledger.gap",
                    origin + ": entry " + record.index() + " follows " + Math.min(size, positions.next())
                            + " entries; a segment of the WAL is missing");
        }
        positions.add(position);
        if (record.index() == size) {
            tail.append(hasher.leaf(record.entry().shared()));
            size++;
        }
    }

    /** Entries of the log have become durable. */
    synchronized void extend(List<Work.Prepared> entries, long[] at, int first) {
        positions.startAt(size);
        for (int i = 0; i < entries.size(); i++) {
            tail.append(entries.get(i).leaf().shared());
            positions.add(at[first + i]);
        }
        size += entries.size();
    }

    /** Durable entries. */
    synchronized long size() {
        return size;
    }

    synchronized Digest root() {
        return tail.frontier().root();
    }

    synchronized long position(long index) {
        return positions.of(index);
    }

    /** First index that is in the WAL; the size if none is. */
    synchronized long firstInWal() {
        return positions.first();
    }

    synchronized List<byte[]> leaves(long to) {
        return tail.leaves(to);
    }

    /** The archive and, where it is stored too, the sink have taken over. */
    synchronized void trim() {
        tail.trim(archive.size());
        positions.trim(Math.min(archive.size(), stored));
    }

    /** Root of the first entries; empty if there are fewer. */
    Optional<Digest> rootAt(long entries) {
        return entries > size() ? Optional.empty() : Optional.of(new Prover(this).root(entries));
    }

    @Override
    public byte[] node(int level, long index) {
        synchronized (this) {
            var node = tail.node(level, index);
            if (node != null) {
                return node;
            }
        }
        return archive.node(level, index);
    }

    @Nullable
    Checkpoint latest() {
        return latest;
    }

    /** A head that may be spoken of: signed now, or signed and stored before. */
    void speak(Checkpoint checkpoint) {
        latest = checkpoint;
    }

    boolean takes() {
        return signer != null && !archive.ended();
    }
}
