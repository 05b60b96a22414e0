package org.tocsin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.exchange.Exchange;
import org.tocsin.exchange.ExchangeSettings;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.ledger.log.Recalled;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.chronicle.Chronicle;
import org.tocsin.node.flow.Curb;
import org.tocsin.node.town.Packets;
import org.tocsin.node.town.TestNode;
import org.tocsin.node.town.Town;
import org.tocsin.platform.store.EventLog;
import org.tocsin.platform.store.Migrations;
import org.tocsin.platform.store.SqliteDatabase;
import org.tocsin.policy.Decision;

/** Attacks whose source may be forged: what is done here, and what the circle hears. */
final class UnprovenTest {
    private static final String FORGED = "198.51.100.77";

    @TempDir
    Path folder;

    @Test
    void forgedSynsSlowAStrangerAndNeverOneWhoIsKnownHere() {
        var rooms = List.of(Migrations.of("platform", SqliteDatabase.class), Migrations.of("exchange", Exchange.class));
        var self = Fingerprint.hex("aa".repeat(32));
        var settings = ExchangeSettings.defaults();
        try (var database = SqliteDatabase.open(folder.resolve("t.db"), rooms);
                var exchange = Exchange.open(self, settings, Clock.system(), database)) {
            var chronicle = new Chronicle(Clock.system(), database, new EventLog(database, Clock.system()));
            var slowed = new CopyOnWriteArrayList<Address>();
            var curb = new Curb(exchange, chronicle, slowed::add);
            var stranger = Address.parse("203.0.113.7");
            var known = Address.parse("203.0.113.8");
            exchange.completedSession(known, true);
            curb.on(stranger, 0);
            curb.on(known, 0);
            curb.on(Address.parse("8.8.8.8"), 0);
            assertThat(slowed).containsExactly(stranger);
        }
    }

    @Test
    void theCircleHearsOfTheClassAndOfNoAddress() throws Exception {
        try (var town = Town.start(folder)) {
            var _ = town.acme.node.watch("forged", new Packets().scan(FORGED, "192.168.1.", 120).stream());
            town.await(
                    () -> town.beta.node.chronicle().recent(50).stream()
                            .anyMatch(beat -> beat.text().contains("sources that may be forged")),
                    "beta hears of the class");
            assertThat(town.beta.node.chronicle().recent(1_000))
                    .noneMatch(beat -> beat.json().toString().contains(FORGED));
            assertThat(said(town.acme)).isNotEmpty().noneMatch(text -> text.contains("198.51.100"));
            assertThat(town.acme.node.chronicle().about(FORGED))
                    .extracting(Beat::kind)
                    .contains(Beat.Kind.FINDING)
                    .doesNotContain(Beat.Kind.STATEMENT, Beat.Kind.VERDICT);
            for (var node : List.of(town.acme, town.beta)) {
                assertThat(node.node.blocklists().decide(Address.parse(FORGED))).isEqualTo(Decision.permit());
            }
        }
    }

    @Test
    void aFloodIsToldToTheCircleAndNobodyIsBlockedForIt() throws Exception {
        try (var town = Town.start(folder)) {
            var _ = town.acme.node.watch("flood", new Packets().flood("192.168.1.20", 2_500).stream());
            town.await(
                    () -> town.beta.node.chronicle().recent(50).stream()
                            .anyMatch(beat -> beat.text().contains("of the class flood")),
                    "beta hears of the class");
            for (var node : List.of(town.acme, town.beta)) {
                assertThat(node.node.chronicle().recent(1_000))
                        .noneMatch(beat -> beat.kind() == Beat.Kind.VERDICT || beat.kind() == Beat.Kind.QUARANTINE);
            }
        }
    }

    private static List<String> said(TestNode node) throws Exception {
        var federation = node.node.federation();
        return federation.recall(federation.circleLogs().getLast(), 0).stream()
                .map(Recalled::payload)
                .map(payload -> new String(payload.orElseThrow().toArray(), StandardCharsets.ISO_8859_1))
                .toList();
    }
}
