package org.tocsin.node.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.crypto.seal.UnsealKey;
import org.tocsin.crypto.sign.Algorithm;
import org.tocsin.crypto.sign.SigningKey;
import org.tocsin.federation.Federation;
import org.tocsin.federation.OwnDescriptor;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Meter;
import org.tocsin.ledger.checkpoint.Origin;
import org.tocsin.ledger.disk.LocalDisk;
import org.tocsin.ledger.log.Ledger;
import org.tocsin.ledger.log.LedgerSettings;
import org.tocsin.ledger.log.Ports;
import org.tocsin.ledger.log.Signers;
import org.tocsin.ledger.wal.WalSettings;
import org.tocsin.platform.store.Migrations;
import org.tocsin.platform.store.SqliteDatabase;

final class ReopeningTest {
    private static final Clock CLOCK = Clock.system();
    private static final Entropy ENTROPY = Entropy.system();

    @TempDir
    Path folder;

    private Home home;
    private Keyring keyring;
    private OwnDescriptor founded;
    private Origin circle;

    @BeforeEach
    void found() throws IOException {
        home = new Home(folder.resolve("acme"));
        new Founding(CLOCK, ENTROPY).found(home, "acme.example", List.of("https://127.0.0.1:1"), Map.of());
        keyring = new Keyring(home, UnsealKey.read(home.unsealFile(Map.of())), CLOCK, ENTROPY);
        founded = Founding.descriptor(home);
        circle = origin(LogRole.CIRCLE);
        var keys = keyring.logs();
        try (var ledger = open(origin -> keyring.signer(keys, origin))) {
            for (var role : LogRole.values()) {
                ledger.create(origin(role));
            }
        }
    }

    @Test
    void allLogsGoOnInSuccessorsOfAnotherNameWhenNobodyHasShownWhereTheyWere() throws Exception {
        var next = reopening().reopen(home, keyring, founded, Optional.empty(), this::open);
        var successor = origin(LogRole.CIRCLE);
        assertThat(next.number()).isGreaterThan(founded.number());
        assertThat(next.ends(circle.toString())).isTrue();
        assertThat(next.predecessor(successor)).contains(circle);
        assertThat(successor.id()).isNotEqualTo(circle.id());
        assertThat(Founding.descriptor(home).encoded()).isEqualTo(next.encoded());
        opensWithItsOwnKeys();
    }

    @Test
    void theSameBackupReopenedTwiceGoesOnFromTheLogsThatAPeerShows() throws Exception {
        var first = described(7, OwnDescriptor.Log.reopened(log(circle), List.of("vkey of circle/2")));
        var next = reopening().reopen(home, keyring, founded, Optional.of(first), this::open);
        assertThat(origin(LogRole.CIRCLE)).isEqualTo(circle.next().next());
        assertThat(next.predecessor(origin(LogRole.CIRCLE))).contains(circle.next());
        assertThat(next.vkeys(circle.next().toString())).contains(List.of("vkey of circle/2"));
        assertThat(next.lineage(circle)).hasSize(3);
        opensWithItsOwnKeys();
    }

    @Test
    void twoReopeningsOfOneBackupNeverSignTwoBodiesUnderOneNumber() throws Exception {
        var first = reopening().reopen(home, keyring, founded, Optional.empty(), this::open);
        assertThat(OwnDescriptor.numberAbove(founded.number(), CLOCK.now().plusMillis(1)))
                .as("what the backup would sign when nobody has shown it anything")
                .isGreaterThan(first.number());
    }

    @Test
    void aReopeningThatWasCutShortIsFinishedByTheNext() throws Exception {
        var plan = new EnumMap<LogRole, Keyring.LogKey>(LogRole.class);
        keyring.logs().forEach((role, log) -> plan.put(role, fresh(log.origin().next())));
        keyring.writeSuccessors(plan);
        assertThatThrownBy(keyring::logs).hasMessageContaining("home.reopening");
        var _ = reopening().reopen(home, keyring, founded, Optional.empty(), this::open);
        opensWithItsOwnKeys();
    }

    @Test
    void aReopeningThatWasCutShortBehindItsDescriptorKeepsTheKeysThatPeersMayKnow() throws Exception {
        var opened = new AtomicInteger();
        assertThatThrownBy(() -> reopening().reopen(home, keyring, founded, Optional.empty(), signers -> {
                    var ledger = open(signers);
                    opened.incrementAndGet();
                    ledger.close();
                    return ledger;
                }))
                .as("the power went when the descriptor was signed and the ledger not yet reopened")
                .isInstanceOf(Exception.class);
        assertThat(opened).hasValue(1);
        var told = Founding.descriptor(home);
        assertThat(told.number()).isGreaterThan(founded.number());
        var next = reopening().reopen(home, keyring, told, Optional.empty(), this::open);
        assertThat(next.encoded()).isEqualTo(told.encoded());
        assertThat(next.vkeys(origin(LogRole.CIRCLE).toString()))
                .contains(Objects.requireNonNull(keyring.logs().get(LogRole.CIRCLE))
                        .signer(CLOCK)
                        .vkeys());
        opensWithItsOwnKeys();
    }

    @Test
    void aLaterDescriptorStillNamesWhatWentBefore() throws Exception {
        var next = reopening().reopen(home, keyring, founded, Optional.empty(), this::open);
        var moved = new Founding(CLOCK, ENTROPY).renew(home, keyring, next, List.of("https://127.0.0.1:2"), 0);
        assertThat(moved.number()).isGreaterThan(next.number());
        assertThat(moved.predecessor(origin(LogRole.CIRCLE))).contains(circle);
    }

    @Test
    void aRestoredHomeNeverSignsUnderANumberThatAPeerHasSeen() throws Exception {
        long far = CLOCK.millis() + 1_000_000;
        var moved = new Founding(CLOCK, ENTROPY).renew(home, keyring, founded, List.of("https://127.0.0.1:2"), far);
        assertThat(moved.number()).isEqualTo(far + 1);
    }

    private static Reopening reopening() {
        return new Reopening(CLOCK, ENTROPY);
    }

    private OwnDescriptor.Log log(Origin origin) {
        return founded.logs().stream()
                .filter(log -> log.origin().equals(origin))
                .findFirst()
                .orElseThrow();
    }

    /** What another reopening of the same backup has signed. */
    private OwnDescriptor described(long number, OwnDescriptor.Log successor) throws IOException {
        var logs = new ArrayList<>(founded.logs());
        logs.add(successor);
        return OwnDescriptor.issue(
                number,
                keyring.root(),
                keyring.documents().form(),
                founded.domain(),
                founded.urls(),
                founded.tls(),
                logs,
                CLOCK.now());
    }

    private void opensWithItsOwnKeys() throws IOException {
        var keys = keyring.logs();
        try (var ledger = open(origin -> keyring.signer(keys, origin))) {
            assertThat(ledger.ended(circle)).isTrue();
            assertThat(ledger.ended(origin(LogRole.CIRCLE))).isFalse();
            assertThat(ledger.logs()).hasSize(2 * LogRole.values().length);
        }
    }

    private Origin origin(LogRole role) throws IOException {
        return Objects.requireNonNull(keyring.logs().get(role)).origin();
    }

    private static Keyring.LogKey fresh(Origin origin) {
        return new Keyring.LogKey(
                origin,
                SigningKey.generate(Algorithm.ML_DSA_44, ENTROPY),
                SigningKey.generate(Algorithm.ED25519, ENTROPY));
    }

    private Ledger open(Signers signers) throws IOException {
        var database = SqliteDatabase.open(home.database(), List.of(Migrations.of("federation", Federation.class)));
        return Ledger.open(
                new LedgerSettings(new WalSettings(4 << 20, 8, "test"), 896 << 10, 8_192, 8 << 20, 1 << 20, 100),
                new Ports(
                        new LocalDisk(home.ledger()),
                        Federation.payloads(database),
                        signers,
                        keyring.store(),
                        CLOCK,
                        ENTROPY,
                        Meter.none()));
    }
}
