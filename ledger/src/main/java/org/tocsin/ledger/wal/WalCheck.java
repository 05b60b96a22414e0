package org.tocsin.ledger.wal;

import java.io.IOException;
import java.util.HashMap;
import java.util.function.Consumer;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.disk.Damage;
import org.tocsin.ledger.disk.Disk;

/**
 * Reads a WAL as a start would, and changes nothing.
 *
 * @param segments that hold records
 * @param torn records kept of a last batch that was cut short, as a power failure leaves it
 */
public record WalCheck(int segments, int torn) {
    /** Takes the records in the order of writing, with where they stand. */
    @FunctionalInterface
    public interface Taker {
        /** Takes one record. */
        void take(WalRecord record, String file, long offset);
    }

    /** Hands out all records up to the first damage; what stands behind it has lost its order. */
    public static WalCheck of(Disk disk, Taker taker, Consumer<Damage> damages) throws IOException {
        var scan = Scan.of(disk);
        try {
            var names = new HashMap<Long, String>();
            scan.used().forEach(segment -> names.put(segment.number, segment.name));
            strays(scan, damages);
            var recovery = new Recovery(
                    scan.used().isEmpty() ? 1 : scan.used().getFirst().first,
                    (record, position) -> taker.take(
                            record,
                            names.getOrDefault(position >>> Integer.SIZE, Scan.FOLDER),
                            position & 0xffff_ffffL),
                    false);
            try {
                recovery.run(scan.used(), scan.damaged());
            } catch (Rejection refused) {
                var damage = recovery.damage();
                damages.accept(damage == null ? Damage.of(Scan.FOLDER, refused.getMessage()) : damage);
            }
            return new WalCheck(scan.used().size(), recovery.torn());
        } finally {
            for (var segment : scan.all()) {
                segment.file.close();
            }
        }
    }

    private static void strays(Scan scan, Consumer<Damage> damages) {
        var gap = scan.gap();
        if (gap == null) {
            return;
        }
        damages.accept(Damage.of(Scan.FOLDER, gap));
        for (var headless : scan.damaged()) {
            damages.accept(Damage.at(headless.name, 0, "its first page is no header of a segment"));
        }
    }
}
