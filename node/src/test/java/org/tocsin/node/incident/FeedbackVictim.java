package org.tocsin.node.incident;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.node.Node;
import org.tocsin.node.incident.store.IncidentStore;
import org.tocsin.platform.store.Database;
import org.tocsin.platform.store.Migrations;
import org.tocsin.platform.store.SqliteDatabase;

/** A process that judges until it is killed, while findings come and are written, and says what was acknowledged. */
final class FeedbackVictim {
    private FeedbackVictim() {}

    /** Argument: folder. */
    public static void main(String[] arguments) {
        var out = new PrintStream(System.out, false, StandardCharsets.US_ASCII);
        var incidents = incidents(database(Path.of(arguments[0])));
        Thread.ofPlatform().daemon().start(() -> {
            while (true) {
                incidents.flush();
            }
        });
        for (int i = 0; ; i++) {
            var source = "198.51." + i / 250 % 250 + "." + (1 + i % 250);
            var incident = incidents.take(Findings.inbound(source, 0));
            var note = "note " + i;
            incidents.say(
                    incident.id(),
                    new Feedback(
                            Feedback.Word.CONFIRM,
                            "ops",
                            Clock.system().now(),
                            note,
                            Optional.empty(),
                            Optional.empty(),
                            ""));
            incidents.take(Findings.inbound(source, 1));
            out.println(incident.id() + "," + note + ",acknowledged");
            out.flush();
        }
    }

    static SqliteDatabase database(Path folder) {
        return SqliteDatabase.open(folder.resolve("victim.db"), List.of(Migrations.of("node", Node.class)));
    }

    static Incidents incidents(Database database) {
        return new Incidents(Clock.system(), Entropy.system(), new IncidentStore(database), Duration.ofDays(90));
    }
}
