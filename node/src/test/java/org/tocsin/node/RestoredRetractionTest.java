package org.tocsin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.exchange.Report;
import org.tocsin.exchange.Subject;
import org.tocsin.node.town.Backup;
import org.tocsin.node.town.Packets;
import org.tocsin.node.town.Town;

/** A backup remembers that an attacker was reported, and not that the report was taken back. */
final class RestoredRetractionTest {
    @TempDir
    Path folder;

    @Test
    void anAttackerThatWasRetractedAfterTheBackupIsReportedAgainWhenItAttacksAgain() throws Exception {
        try (var town = Town.start(folder)) {
            attack(town);
            town.await(() -> Town.inForce(town.beta, Town.GUESSER), "beta protects itself");
            var backup = Backup.take(town, folder.resolve("backup"));
            town.acme.node.retract(ownReport(town));
            town.await(() -> !Town.inForce(town.beta, Town.GUESSER), "beta lets it in again");
            backup.restore();
            assertThat(Town.inForce(town.beta, Town.GUESSER)).isFalse();
            attack(town);
            town.await(() -> Town.inForce(town.beta, Town.GUESSER), "beta protects itself again");
            assertThat(town.beta.node.federation().evidence()).isEmpty();
        }
    }

    private static void attack(Town town) throws Exception {
        var _ = town.acme.node.watch("guesses", new Packets().guesses(Town.GUESSER, Town.CAMERA, 16).stream());
    }

    private static String ownReport(Town town) {
        var self = town.acme.node.federation().own().fingerprint();
        return town.acme.node.exchange().reports(Subject.parse(Town.GUESSER)).stream()
                .filter(report -> report.reporter().equals(self))
                .map(Report::id)
                .findFirst()
                .orElseThrow();
    }
}
