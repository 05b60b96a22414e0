package org.tocsin.node;

import org.tocsin.kernel.Limit;
import org.tocsin.ledger.log.LedgerSettings;
import org.tocsin.ledger.wal.WalSettings;

/**
 * The section {@code ledger}: what the ledger takes of the disk from the first moment on.
 *
 * @param segmentMiB size of one write-ahead segment, preallocated
 * @param reserveMiB given back when the disk is full, so that an operator can act
 */
public record LedgerSizes(int segmentMiB, int reserveMiB) {
    private static final Limit MIB = new Limit("ledger.mib", 1_024);
    private static final int LEAST_SEGMENT = 2;

    public LedgerSizes {
        MIB.check(segmentMiB - LEAST_SEGMENT);
        MIB.check(reserveMiB);
    }

    public static LedgerSizes defaults() {
        return new LedgerSizes(64, 64);
    }

    LedgerSettings settings(String writtenBy) {
        var defaults = LedgerSettings.defaults(writtenBy);
        var wal = new WalSettings(segmentMiB << 20, defaults.wal().segments(), writtenBy);
        return new LedgerSettings(
                wal,
                defaults.batchBytes(),
                defaults.queueEntries(),
                defaults.queueBytes(),
                reserveMiB << 20,
                defaults.keepMillis());
    }
}
