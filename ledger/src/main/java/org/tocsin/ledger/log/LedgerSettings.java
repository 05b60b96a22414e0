package org.tocsin.ledger.log;

import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.wal.WalSettings;

/**
 * Sizes of a ledger.
 *
 * @param wal the write-ahead log
 * @param batchBytes most bytes of one batch in the WAL; a frame of 1 MiB takes it
 * @param queueEntries most entries that wait for the writer; above it appends are refused
 * @param queueBytes most bytes that wait for the writer
 * @param reserveBytes given back when the disk is full, so that an operator can act
 * @param keepMillis pause between two rounds of the keeper, jittered by half; 0 leaves rounds to {@link Ledger#keep()}
 */
public record LedgerSettings(
        WalSettings wal, int batchBytes, int queueEntries, int queueBytes, int reserveBytes, int keepMillis) {
    private static final Limit BATCH = new Limit("ledger.batch-bytes", 960 * 1_024);

    public LedgerSettings {
        BATCH.check(batchBytes);
        if (wal.segmentBytes() < batchBytes + (16 << 10)) {
            throw new Rejection("ledger.segment-bytes", "a segment must take a batch of " + batchBytes + " bytes");
        }
    }

    /** Segments and reserve of 64 MiB. */
    public static LedgerSettings defaults(String writtenBy) {
        return new LedgerSettings(new WalSettings(64 << 20, 64, writtenBy), 896 << 10, 65_536, 64 << 20, 64 << 20, 500);
    }
}
