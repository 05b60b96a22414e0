package org.tocsin.ledger.wal;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tocsin.kernel.Bytes;

/**
 * The write-ahead log of a node. What it has taken is on stable storage: here a local file, in a grown node also a replica's.
 */
public interface Wal extends AutoCloseable {
    /**
     * An entry on its way.
     *
     * @param log local number of its log
     * @param index in that log
     * @param tail as {@link WalRecord#tail} has encoded it
     */
    record Draft(long log, long index, Bytes tail) {}

    /** Takes what recovery finds, in the order of writing. */
    @FunctionalInterface
    interface Taker {
        /** Takes one record; its position is for {@link Wal#read}. */
        void take(WalRecord record, long position);
    }

    /** What is kept elsewhere too, in SQL and in the archive. */
    @FunctionalInterface
    interface Kept {
        /** First index of this log that is not kept elsewhere. */
        long next(long log);
    }

    /**
     * Makes one batch durable and returns the position of each record. On a rejection and on
     * {@link org.tocsin.ledger.disk.DiskFullException} nothing was taken and a later call may succeed; after any other failure
     * nothing is known and no call may follow. One thread.
     */
    long[] append(List<Draft> batch) throws IOException;

    /** The record at a position; null if its segment was recycled since. */
    @Nullable
    WalRecord read(long position) throws IOException;

    /** Frees all but the current segment whose records are all kept elsewhere; returns how many. */
    int recycle(Kept kept) throws IOException;

    /** Has a spare segment ready before it is needed: making one takes as long as writing it. Never on the commit path. */
    void prepare() throws IOException;

    /**
     * Begins another segment if the current one holds an entry that was erased: only a closed segment is recycled and overwritten.
     * The thread that appends.
     *
     * @param erased highest erased index, by log
     */
    void closeSegmentOf(Map<Long, Long> erased) throws IOException;

    /**
     * Whether a segment holds an entry at or below an index.
     *
     * @param upTo highest index, by log
     */
    boolean holdsAnyOf(Map<Long, Long> upTo);

    /** Overwrites what recycled segments still hold of their former records. */
    void overwriteSpares() throws IOException;

    /** Segments that hold records, the current one included. */
    int segments();

    @Override
    void close() throws IOException;
}
