package org.tocsin.ledger.log;

import java.io.IOException;
import java.util.Map;
import org.tocsin.kernel.Rejection;
import org.tocsin.kernel.cbor.CborReader;
import org.tocsin.kernel.cbor.CborWriter;
import org.tocsin.ledger.disk.Disk;

/** Names in the folder of a ledger, and its format file: {@code ["tocsin-ledger", format, written-by]}. */
final class LedgerFiles {
    static final String LOCK = "lock";
    private static final String FORMAT_FILE = "format";
    private static final String MAGIC = "tocsin-ledger";
    private static final int FORMAT = 1;

    private LedgerFiles() {}

    /** The last signed checkpoint, where C2SP tlog-tiles looks for it; written lazily. */
    static String checkpoint(long number) {
        return "logs/" + number + "/checkpoint";
    }

    /** Refuses a folder that a newer program has written; marks a new one. */
    static void checkFormat(Disk disk, String writtenBy) throws IOException {
        if (!disk.exists(FORMAT_FILE)) {
            var mark = new CborWriter().array(3).text(MAGIC).uint(FORMAT).text(writtenBy);
            disk.put(Map.of(FORMAT_FILE, mark.toArray()));
            return;
        }
        requireKnownFormat(disk);
    }

    /** Refuses a folder that a newer program has written, or another one. */
    static void requireKnownFormat(Disk disk) throws IOException {
        if (!disk.exists(FORMAT_FILE)) {
            return;
        }
        var in = new CborReader(disk.read(FORMAT_FILE));
        in.array(3);
        if (!in.text().equals(MAGIC)) {
            throw new Rejection("ledger.foreign", "the folder is not a ledger's");
        }
        long format = in.uint();
        if (format > FORMAT) {
            throw new Rejection(
                    "ledger.newer-format",
                    "format " + format + " was written by " + in.text() + "; this program knows up to " + FORMAT);
        }
    }
}
