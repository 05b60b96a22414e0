package org.tocsin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.crypto.seal.UnsealKey;
import org.tocsin.crypto.tls.TlsKeys;
import org.tocsin.detection.Watchlist;
import org.tocsin.edge.Lookout;
import org.tocsin.edge.Tap;
import org.tocsin.exchange.Exchange;
import org.tocsin.federation.Federation;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Meter;
import org.tocsin.ledger.disk.LocalDisk;
import org.tocsin.ledger.log.Ledger;
import org.tocsin.ledger.log.Ports;
import org.tocsin.node.chronicle.Beat;
import org.tocsin.node.chronicle.Chronicle;
import org.tocsin.node.flow.Curb;
import org.tocsin.node.flow.CutOff;
import org.tocsin.node.flow.Defend;
import org.tocsin.node.flow.Fence;
import org.tocsin.node.flow.Renew;
import org.tocsin.node.flow.Suspects;
import org.tocsin.node.flow.Voice;
import org.tocsin.node.home.Founding;
import org.tocsin.node.home.Home;
import org.tocsin.node.home.Keyring;
import org.tocsin.node.home.LogRole;
import org.tocsin.node.incident.Incidents;
import org.tocsin.node.incident.store.IncidentStore;
import org.tocsin.node.town.Packets;
import org.tocsin.platform.settings.SettingsFile;
import org.tocsin.platform.store.EventLog;
import org.tocsin.platform.store.Migrations;
import org.tocsin.platform.store.SqliteDatabase;
import org.tocsin.policy.Blocklists;
import org.tocsin.policy.Decision;

final class DefendTest {
    private static final Clock CLOCK = Clock.system();
    private static final Entropy ENTROPY = Entropy.system();
    private static final String CAMERA = "192.168.1.50";
    private static final String HUB = "192.168.1.51";
    private static final String SERVER = "198.51.100.9";
    private static final long SECOND = 1_000_000;

    @TempDir
    Path folder;

    /** What a test may look at once a tap has read its packets. */
    private record Seen(Blocklists blocklists, Chronicle chronicle) {}

    /** Looks at what came of it. */
    private interface Look {
        void at(Seen seen);
    }

    @Test
    void aLedgerThatRefusesLeavesDetectionAndTheOwnBlockWorking() throws Exception {
        var packets = new Packets().guesses("198.51.100.7", CAMERA, 16).guesses("198.51.100.8", CAMERA, 16);
        after(packets, seen -> {
            for (var attacker : List.of("198.51.100.7", "198.51.100.8")) {
                assertThat(seen.blocklists.decide(Address.parse(attacker)))
                        .as(attacker)
                        .isNotEqualTo(Decision.permit());
                assertThat(seen.chronicle.about(attacker))
                        .extracting(Beat::kind)
                        .contains(Beat.Kind.TROUBLE);
            }
        });
    }

    /** No scan betrays it: the log-in alone must do. */
    @Test
    void aDeviceThatWasBrokenIntoGivesItsCommandServerAway() throws Exception {
        var packets =
                new Packets().logIn("198.51.100.7", CAMERA, "root", "xc3511").beacons(CAMERA, SERVER, 30, SECOND);
        after(packets, seen -> {
            assertThat(seen.blocklists.decide(Address.parse(SERVER))).isInstanceOf(Decision.Deny.class);
            assertThat(seen.chronicle.about(CAMERA)).extracting(Beat::kind).contains(Beat.Kind.SUSPECT);
            assertThat(seen.blocklists.decide(Address.parse(CAMERA))).isEqualTo(Decision.permit());
        });
    }

    /** A gateway that logs in by itself with the bad pair it was set up with is no attacker, and its broker no bot. */
    @Test
    void anMqttClientWithABadPairHasNobodyBlockedAccusedOrSuspected() throws Exception {
        var gateway = "198.51.100.7";
        var packets =
                new Packets().mqtt(gateway, CAMERA, "admin", "admin", true).beacons(CAMERA, SERVER, 30, SECOND);
        after(packets, seen -> {
            for (var innocent : List.of(gateway, CAMERA, SERVER)) {
                assertThat(seen.blocklists.decide(Address.parse(innocent)))
                        .as(innocent)
                        .isEqualTo(Decision.permit());
            }
            assertThat(seen.chronicle.recent(50))
                    .extracting(Beat::kind)
                    .as("a statement that the ledger refuses is trouble")
                    .hasSize(2)
                    .containsOnly(Beat.Kind.FINDING);
        });
    }

    @Test
    void anMqttGuesserIsBlockedAndItsBrokerSuspected() throws Exception {
        var guesser = "198.51.100.7";
        var packets = new Packets()
                .mqtt(guesser, CAMERA, "root", "xc3511", false)
                .mqtt(guesser, CAMERA, "admin", "admin", true);
        after(packets, seen -> {
            assertThat(seen.blocklists.decide(Address.parse(guesser))).isInstanceOf(Decision.Deny.class);
            assertThat(seen.chronicle.about(CAMERA)).extracting(Beat::kind).contains(Beat.Kind.SUSPECT);
        });
    }

    /** A bot has any address called that it likes: whoever never answered is cut off from here, and accused to nobody. */
    @Test
    void whoNeverAnsweredABotIsNotAccusedOfCommandingIt() throws Exception {
        var innocent = "203.0.113.77";
        var packets =
                new Packets().logIn("198.51.100.7", CAMERA, "root", "xc3511").calls(CAMERA, innocent, 30, SECOND);
        after(packets, seen -> {
            assertThat(seen.blocklists.decide(Address.parse(innocent))).isInstanceOf(Decision.Deny.class);
            assertThat(seen.chronicle.about(innocent))
                    .extracting(Beat::kind)
                    .contains(Beat.Kind.FINDING, Beat.Kind.VERDICT)
                    .as("a statement that the ledger refuses is trouble")
                    .doesNotContain(Beat.Kind.STATEMENT, Beat.Kind.TROUBLE);
        });
    }

    /** Many stand behind one of its addresses, and a bot may have its commander there. */
    @Test
    void aCommandServerBehindAContentNetworkIsCutOffAndItsNeighboursAreAccusedToNobody() throws Exception {
        var shared = "104.16.1.2";
        var packets =
                new Packets().logIn("198.51.100.7", CAMERA, "root", "xc3511").beacons(CAMERA, shared, 30, SECOND);
        after(packets, seen -> {
            assertThat(seen.blocklists.decide(Address.parse(shared))).isInstanceOf(Decision.Deny.class);
            assertThat(seen.chronicle.about(shared))
                    .extracting(Beat::kind)
                    .contains(Beat.Kind.FINDING, Beat.Kind.VERDICT)
                    .doesNotContain(Beat.Kind.STATEMENT);
            assertThat(seen.chronicle.about(shared).getFirst().text())
                    .contains("the others are not told of the address: it stands on the caution list (Cloudflare)");
        });
    }

    @Test
    void aDeviceThatCallsItsMakerOnAClockAccusesNobody() throws Exception {
        after(new Packets().beacons(CAMERA, SERVER, 30, SECOND), seen -> {
            assertThat(seen.chronicle.about(SERVER)).extracting(Beat::kind).containsExactly(Beat.Kind.FINDING);
            assertThat(seen.blocklists.decide(Address.parse(SERVER))).isEqualTo(Decision.permit());
        });
    }

    @Test
    void aDeviceThatCallsWhomAVerdictRefusesIsToldOfAndNotCutOff() throws Exception {
        after(new Packets().guesses("198.51.100.7", CAMERA, 16).beacons(CAMERA, "198.51.100.7", 2, SECOND), seen -> {
            assertThat(seen.chronicle.about(CAMERA))
                    .filteredOn(beat -> beat.text().contains("indicator-hit"))
                    .singleElement()
                    .satisfies(beat -> assertThat(beat.text()).contains("told only"));
            assertThat(CutOff.all(seen.blocklists, CLOCK.millis())).isEmpty();
        });
    }

    @Test
    void whoLogsInToAnotherOwnDeviceIsCutOffUnderItsOwnNameAndAddress() throws Exception {
        after(new Packets().logIn(HUB, CAMERA, "root", "xc3511"), seen -> {
            assertThat(CutOff.all(seen.blocklists, CLOCK.millis()))
                    .extracting(CutOff::device, cut -> cut.address().toString())
                    .containsExactly(tuple(HUB, HUB));
            assertThat(seen.chronicle.about(CAMERA)).extracting(Beat::kind).containsExactly(Beat.Kind.SUSPECT);
        });
    }

    /** Whom it calls is none of ours: a host of the world does not become suspect, and accuses nobody. */
    @Test
    void anOwnDeviceThatLogsInOutsideMakesNoSuspectOfTheHostThatLetItIn() throws Exception {
        var outside = "198.51.100.7";
        after(new Packets().logIn(CAMERA, outside, "root", "xc3511"), seen -> {
            assertThat(CutOff.all(seen.blocklists, CLOCK.millis()))
                    .extracting(CutOff::device)
                    .containsExactly(CAMERA);
            assertThat(seen.chronicle.recent(50))
                    .extracting(Beat::kind)
                    .contains(Beat.Kind.FINDING, Beat.Kind.QUARANTINE)
                    .doesNotContain(Beat.Kind.SUSPECT);
        });
    }

    /** Whoever can forge a packet must not be able to have a third party cut off. */
    @Test
    void synsForgedBetweenOutsidersCutNobodyOff() throws Exception {
        after(new Packets().scan("9.9.9.9", "203.0.113.", 60), seen -> {
            assertThat(seen.chronicle.about("9.9.9.9"))
                    .extracting(Beat::kind)
                    .isNotEmpty()
                    .containsOnly(Beat.Kind.FINDING);
            var detail = seen.chronicle.about("9.9.9.9").getFirst().detail();
            assertThat(detail.path("role").asString("")).isEqualTo("stranger");
            assertThat(detail.path("actor").path("id").asString("")).isEqualTo("9.9.9.9");
            assertThat(detail.path("toldOnly").asString("")).contains("neither of them in detection.inside");
            assertThat(seen.blocklists.decide(Address.parse("9.9.9.9"))).isEqualTo(Decision.permit());
            assertThat(CutOff.all(seen.blocklists, CLOCK.millis())).isEmpty();
        });
    }

    @Test
    void aLogInBetweenOutsidersPutsNobodyUnderSuspicion() throws Exception {
        after(new Packets().logIn("198.51.100.7", "203.0.113.9", "root", "xc3511"), seen -> assertThat(
                        seen.chronicle.recent(10))
                .extracting(Beat::kind)
                .containsExactly(Beat.Kind.FINDING));
    }

    private void after(Packets packets, Look look) throws Exception {
        var home = home();
        var settings = SettingsFile.read(home.settings(), NodeSettings.defaults(), Map.of());
        var rooms = List.of(
                Migrations.of("platform", SqliteDatabase.class),
                Migrations.of("federation", Federation.class),
                Migrations.of("exchange", Exchange.class),
                Migrations.of("node", Node.class));
        try (var database = SqliteDatabase.open(home.database(), rooms);
                var federation = refusing(home, settings, database);
                var exchange = Exchange.open(federation.own().fingerprint(), settings.exchange(), CLOCK, database)) {
            var chronicle = new Chronicle(CLOCK, database, new EventLog(database, CLOCK));
            var blocklists = new Blocklists(CLOCK, ENTROPY);
            var lookout = new Lookout();
            var defend = new Defend(
                    exchange,
                    federation,
                    new Voice(exchange, federation, chronicle, CLOCK),
                    new Renew(exchange::stillAttacks, (_, _) -> {}, lookout, CLOCK),
                    new Fence(blocklists, chronicle, List.of(), CLOCK, () -> "block list", _ -> {}),
                    new Curb(exchange, chronicle, _ -> false),
                    new Suspects(CLOCK),
                    new Incidents(CLOCK, ENTROPY, new IncidentStore(database), Duration.ofDays(90)),
                    chronicle,
                    CLOCK);
            exchange.onVerdict(defend::on);
            var detection = settings.detection().detection();
            Watchlist listed =
                    (high, low) -> !blocklists.decide(new Address(high, low)).admitsNew();
            try (var tap =
                    Tap.start("test", packets.stream(), detection, listed, CLOCK, Meter.none(), lookout, defend::on)) {
                tap.join();
                assertThat(tap.trouble()).isNull();
            }
            look.at(new Seen(blocklists, chronicle));
        }
    }

    private Home home() throws IOException {
        var home = new Home(folder.resolve("acme"));
        new Founding(CLOCK, ENTROPY).found(home, "acme.example", List.of(), Map.of());
        Files.writeString(home.settings(), """
                exchange: { outside: ["198.51.100.0/24"] }
                detection: { outside: ["198.51.100.0/24"] }
                ledger: { segmentMiB: 4, reserveMiB: 1 }
                """);
        return home;
    }

    /** A federation whose ledger takes nothing any more. */
    private static Federation refusing(Home home, NodeSettings settings, SqliteDatabase database) throws IOException {
        var keyring = new Keyring(home, UnsealKey.read(home.unsealFile(Map.of())), CLOCK, ENTROPY);
        var keys = keyring.logs();
        var ledger = Ledger.open(
                settings.ledger().settings("test"),
                new Ports(
                        new LocalDisk(home.ledger()),
                        Federation.payloads(database),
                        origin -> keyring.signer(keys, origin),
                        keyring.store(),
                        CLOCK,
                        ENTROPY,
                        Meter.none()));
        var circle = Objects.requireNonNull(keys.get(LogRole.CIRCLE)).origin();
        ledger.create(circle);
        ledger.close();
        return new Federation(
                settings.federation(),
                new Federation.Ground(
                        Founding.descriptor(home),
                        new TlsKeys(keyring.peerTls()),
                        ledger,
                        Objects.requireNonNull(keys.get(LogRole.PUBLIC)).origin(),
                        circle,
                        database,
                        CLOCK,
                        ENTROPY));
    }
}
