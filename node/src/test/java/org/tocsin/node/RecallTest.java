package org.tocsin.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.crypto.seal.UnsealKey;
import org.tocsin.crypto.tls.TlsKeys;
import org.tocsin.exchange.AttackClass;
import org.tocsin.exchange.Exchange;
import org.tocsin.exchange.Observation;
import org.tocsin.exchange.Place;
import org.tocsin.exchange.Statement;
import org.tocsin.federation.Federation;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Meter;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.disk.LocalDisk;
import org.tocsin.ledger.log.Ledger;
import org.tocsin.ledger.log.Ports;
import org.tocsin.node.chronicle.Chronicle;
import org.tocsin.node.flow.Recall;
import org.tocsin.node.flow.Voice;
import org.tocsin.node.home.Founding;
import org.tocsin.node.home.Home;
import org.tocsin.node.home.Keyring;
import org.tocsin.node.home.LogRole;
import org.tocsin.platform.settings.SettingsFile;
import org.tocsin.platform.store.Database;
import org.tocsin.platform.store.EventLog;
import org.tocsin.platform.store.Migrations;
import org.tocsin.platform.store.SqliteDatabase;

/** A crash between the log, which peers act on, and SQL, which follows it. */
final class RecallTest {
    private static final Clock CLOCK = Clock.system();
    private static final Entropy ENTROPY = Entropy.system();
    private static final Fingerprint BETA = Fingerprint.hex("bb".repeat(32));

    @TempDir
    Path folder;

    private Home home;
    private NodeSettings settings;
    private final List<Migrations> rooms = List.of(
            Migrations.of("platform", SqliteDatabase.class),
            Migrations.of("federation", Federation.class),
            Migrations.of("exchange", Exchange.class));

    @BeforeEach
    void found() throws IOException {
        home = new Home(folder.resolve("acme"));
        new Founding(CLOCK, ENTROPY).found(home, "acme.example", List.of(), Map.of());
        Files.writeString(home.settings(), """
                federation: { listen: "127.0.0.1:0" }
                exchange: { outside: ["198.51.100.0/24"] }
                ledger: { segmentMiB: 4, reserveMiB: 1 }
                """);
        settings = SettingsFile.read(home.settings(), NodeSettings.defaults(), Map.of());
    }

    @Test
    void whatWasSaidJustBeforeACrashIsInForceAndCanBeTakenBack() throws Exception {
        Statement said;
        try (var before = new Life(true)) {
            said = before.say("198.51.100.7");
        }
        try (var after = new Life(false)) {
            assertThat(after.exchange.explain(said.subject()).inForce()).isFalse();
            after.recall();
            assertThat(after.exchange.explain(said.subject()).inForce()).isTrue();
            assertThat(after.exchange.retraction(said.id()).id()).isEqualTo(said.id());
        }
        try (var later = new Life(false)) {
            assertThat(later.exchange.explain(said.subject()).inForce())
                    .as("it was stored after the first recall")
                    .isTrue();
        }
    }

    @Test
    void whatWasTakenBackJustBeforeACrashStaysTakenBack() throws Exception {
        Statement said;
        try (var before = new Life(true)) {
            said = before.say("198.51.100.7");
            before.publish(before.exchange.retraction(said.id()));
        }
        try (var after = new Life(false)) {
            after.recall();
            assertThat(after.exchange.explain(said.subject()).inForce()).isFalse();
            assertThat(after.exchange.reports(said.subject())).isEmpty();
        }
    }

    @Test
    void aSightingOfAnIndicatorThatIsYetToBeFollowedAgainIsRemembered() throws Exception {
        Statement theirs;
        try (var other = SqliteDatabase.open(folder.resolve("beta.db"), rooms);
                var beta = Exchange.open(BETA, settings.exchange(), CLOCK, other)) {
            theirs = beta.observe(attack("198.51.100.7")).statement().orElseThrow();
        }
        Statement said;
        try (var before = new Life(true)) {
            before.hear(theirs);
            said = before.say("198.51.100.7");
        }
        assertThat(said.type()).isEqualTo(Statement.Type.SIGHTING);
        try (var after = new Life(false)) {
            after.recall();
            after.hear(theirs);
            assertThat(after.exchange.reports(said.subject())).hasSize(2);
            assertThat(after.exchange.explain(said.subject()).inForce()).isTrue();
        }
    }

    private static Observation attack(String source) {
        return new Observation.Inbound(Address.parse(source), AttackClass.BRUTE_FORCE, true);
    }

    /** What of a node says and remembers; closed as by a crash: the ledger keeps what is durable, SQL gets nothing more. */
    private final class Life implements AutoCloseable {
        private final SqliteDatabase database = SqliteDatabase.open(home.database(), rooms);
        private final Frozen frozen = new Frozen(database);
        private final boolean crashes;
        private final Ledger ledger;
        private final Federation federation;
        private final Exchange exchange;
        private final Voice voice;

        Life(boolean crashes) throws IOException {
            this.crashes = crashes;
            var keyring = new Keyring(home, UnsealKey.read(home.unsealFile(Map.of())), CLOCK, ENTROPY);
            var keys = keyring.logs();
            ledger = Ledger.open(
                    settings.ledger().settings("test"),
                    new Ports(
                            new LocalDisk(home.ledger()),
                            Federation.payloads(database),
                            origin -> keyring.signer(keys, origin),
                            keyring.store(),
                            CLOCK,
                            ENTROPY,
                            Meter.none()));
            for (var key : keys.values()) {
                if (!ledger.logs().contains(key.origin())) {
                    ledger.create(key.origin());
                }
            }
            federation = new Federation(
                    settings.federation(),
                    new Federation.Ground(
                            Founding.descriptor(home),
                            new TlsKeys(keyring.peerTls()),
                            ledger,
                            Objects.requireNonNull(keys.get(LogRole.PUBLIC)).origin(),
                            Objects.requireNonNull(keys.get(LogRole.CIRCLE)).origin(),
                            database,
                            CLOCK,
                            ENTROPY));
            exchange = Exchange.open(federation.own().fingerprint(), settings.exchange(), CLOCK, frozen);
            exchange.admit(BETA, "beta.example", BETA.hex(), false, false);
            frozen.frozen = crashes;
            voice = new Voice(
                    exchange, federation, new Chronicle(CLOCK, database, new EventLog(database, CLOCK)), CLOCK);
            federation.open();
        }

        Statement say(String source) {
            var said = exchange.observe(attack(source)).statement().orElseThrow();
            publish(said);
            return said;
        }

        void publish(Statement said) {
            voice.say(said, 0, said.type().word())
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        }

        void hear(Statement said) {
            var heard = exchange.hear(
                    new Place(BETA, "log", 0),
                    said.type().number(),
                    false,
                    said.body().toArray());
            assertThat(heard).isInstanceOf(Exchange.Heard.Taken.class);
        }

        void recall() throws IOException {
            new Recall(exchange, federation).run();
        }

        @Override
        public void close() throws IOException {
            federation.close();
            ledger.close();
            if (!crashes) {
                exchange.close();
            }
            database.close();
        }
    }

    /** A store that takes no writes any more, like one whose process is gone. */
    private static final class Frozen implements Database {
        private final Database live;
        private volatile boolean frozen;

        Frozen(Database live) {
            this.live = live;
        }

        @Override
        public <T> CompletableFuture<T> write(Function<Handle, T> work) {
            return frozen
                    ? CompletableFuture.failedFuture(new Rejection("store.closed", "the process is gone"))
                    : live.write(work);
        }

        @Override
        public <T> T read(Function<Handle, T> work) {
            return live.read(work);
        }

        @Override
        public void scrub() {
            live.scrub();
        }

        @Override
        public void close() {
            live.close();
        }
    }
}
