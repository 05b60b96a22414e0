package org.tocsin.ledger.log;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.tocsin.ledger.checkpoint.Checkpoint;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.disk.LocalDisk;
import org.tocsin.ledger.wal.WalSettings;

/** A process that appends until it is killed, and says on standard output what was promised to it. */
final class Victim {
    static final LedgerSettings SETTINGS =
            new LedgerSettings(new WalSettings(256 << 10, 64, "victim 1"), 64 << 10, 1_000, 4 << 20, 0, 20);
    private static final int IN_FLIGHT = 64;

    private Victim() {}

    /** Arguments: folder, origin, first word number. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var out = new PrintStream(System.out, false, StandardCharsets.US_ASCII);
        var disk = new LocalDisk(Path.of(arguments[0]));
        var ledger = open(disk, Origin.parse(arguments[1]));
        var origin = Origin.parse(arguments[1]);
        var flight = new Semaphore(IN_FLIGHT);
        for (long word = Long.parseLong(arguments[2]); ; word++) {
            flight.acquire();
            var text = "word " + word;
            var _ = ledger.append(origin, World.statement(text)).signed().whenComplete((appended, failed) -> {
                flight.release();
                if (failed == null) {
                    say(out, appended.index(), text, appended.checkpoint());
                }
            });
        }
    }

    static Ledger open(LocalDisk disk, Origin origin) throws IOException {
        var ledger = new World(origin, new byte[32]).open(disk, SETTINGS, new FolderSink(disk));
        if (ledger.logs().isEmpty()) {
            ledger.create(origin);
        }
        ledger.release();
        return ledger;
    }

    private static synchronized void say(PrintStream out, long index, String text, Checkpoint checkpoint) {
        out.println(index + "," + text + "," + checkpoint.size() + "," + checkpoint.root());
        out.flush();
    }
}
