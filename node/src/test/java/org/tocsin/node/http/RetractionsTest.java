package org.tocsin.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.exchange.Report;
import org.tocsin.exchange.Subject;
import org.tocsin.node.town.Packets;
import org.tocsin.node.town.TestNode;
import org.tocsin.node.town.Town;

/** A report that is gone leaves no verdict; that it was there must be told to who asks why. */
final class RetractionsTest {
    @TempDir
    Path folder;

    @Test
    void aReportThatWasTakenBackIsExplainedOnBothSidesByWhoTookItBack() throws Exception {
        try (var town = Town.start(folder)) {
            var _ = town.acme.node.watch("guesses", new Packets().guesses(Town.GUESSER, Town.CAMERA, 16).stream());
            town.await(() -> Town.inForce(town.beta, Town.GUESSER), "beta protects itself");
            assertThat(besides(town.beta)).isEmpty();
            town.acme.node.retract(ownReport(town.acme));
            town.await(() -> !besides(town.beta).isEmpty(), "beta has heard that it was taken back");
            assertThat(besides(town.beta)).isEqualTo("acme.example");
            assertThat(besides(town.acme)).isEqualTo("this node");
        }
    }

    private static String besides(TestNode one) {
        var besides = one.node.exchange().besides(Subject.parse(Town.GUESSER));
        return besides.path("retractions").path(0).path("by").asString("");
    }

    private static String ownReport(TestNode one) {
        var self = one.node.federation().own().fingerprint();
        return one.node.exchange().reports(Subject.parse(Town.GUESSER)).stream()
                .filter(report -> report.reporter().equals(self))
                .map(Report::id)
                .findFirst()
                .orElseThrow();
    }
}
