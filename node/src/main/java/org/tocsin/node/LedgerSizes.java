package org.tocsin.node;

import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.log.LedgerSettings;
import org.tocsin.ledger.wal.WalSettings;

/**
 * The section {@code ledger}: what the ledger takes of the disk from the first moment on.
 *
 * @param segmentMiB size of one write-ahead segment, preallocated
 * @param reserveMiB given back when the disk is full, so that an operator can act
 */
public record LedgerSizes(int segmentMiB, int reserveMiB) {
    private static final int LEAST_SEGMENT = 2;
    private static final int MOST_SEGMENT = 1_026;
    private static final int MOST_RESERVE = 1_024;

    public LedgerSizes {
        within("segmentMiB", segmentMiB, LEAST_SEGMENT, MOST_SEGMENT);
        within("reserveMiB", reserveMiB, 0, MOST_RESERVE);
    }

    private static void within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new Rejection("ledger.mib", key + " " + value + " is outside " + least + ".." + most);
        }
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
