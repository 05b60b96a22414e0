package org.tocsin.node.flow;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.node.chronicle.Chronicle;
import org.tocsin.platform.store.Database;
import org.tocsin.platform.store.EventLog;
import org.tocsin.platform.store.Migrations;
import org.tocsin.platform.store.SqliteDatabase;
import org.tocsin.policy.Blocklists;

/** A process that cuts devices off, lets each back in as a person asks for it, and says so, until it is killed. */
final class ReleaseVictim {
    private ReleaseVictim() {}

    /** Argument: folder. */
    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, false, StandardCharsets.US_ASCII);
        var database = database(Path.of(arguments[0]));
        var chronicle = chronicle(database);
        var fence = fence(chronicle, new Blocklists(Clock.system(), Entropy.system()));
        for (int i = 0; ; i++) {
            var address = Address.parse("192.168." + i / 250 % 250 + "." + (1 + i % 250));
            fence.quarantine("camera " + address, address, 0);
            chronicle.flush();
            fence.release("camera " + address, address, "ops");
            fence.keep();
            out.println(address + ",released");
            out.flush();
        }
    }

    static SqliteDatabase database(Path folder) {
        return SqliteDatabase.open(
                folder.resolve("victim.db"), List.of(Migrations.of("platform", SqliteDatabase.class)));
    }

    static Chronicle chronicle(Database database) {
        return new Chronicle(Clock.system(), database, new EventLog(database, Clock.system()));
    }

    static Fence fence(Chronicle chronicle, Blocklists blocklists) {
        return new Fence(blocklists, chronicle, List.of(), Clock.system(), () -> "block list", _ -> {});
    }
}
