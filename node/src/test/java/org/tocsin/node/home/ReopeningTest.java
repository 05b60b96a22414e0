package org.tocsin.node.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    void allLogsGoOnInTheirSuccessorsUnderAHigherDescriptorThanWasEverShown() throws Exception {
        var next = new Reopening(CLOCK, ENTROPY).reopen(home, keyring, founded, 7, this::open);
        assertThat(next.number()).isEqualTo(8);
        assertThat(next.ends(circle.toString())).isTrue();
        assertThat(next.predecessor(circle.next())).contains(circle);
        assertThat(Founding.descriptor(home).encoded()).isEqualTo(next.encoded());
        assertThat(origin(LogRole.CIRCLE)).isEqualTo(circle.next());
        opensWithItsOwnKeys();
    }

    @Test
    void aReopeningThatWasCutShortIsFinishedByTheNext() throws Exception {
        var cut = new EnumMap<LogRole, Keyring.LogKey>(LogRole.class);
        keyring.logs().forEach((role, log) -> cut.put(role, fresh(log.origin().next())));
        keyring.writeLogs(cut);
        var next = new Reopening(CLOCK, ENTROPY).reopen(home, keyring, founded, 0, this::open);
        assertThat(next.number()).isEqualTo(2);
        assertThat(origin(LogRole.CIRCLE)).isEqualTo(circle.next());
        opensWithItsOwnKeys();
    }

    @Test
    void aLaterDescriptorStillNamesWhatWentBefore() throws Exception {
        var next = new Reopening(CLOCK, ENTROPY).reopen(home, keyring, founded, 0, this::open);
        var moved = new Founding(CLOCK, ENTROPY).renew(home, keyring, next, List.of("https://127.0.0.1:2"), 0);
        assertThat(moved.number()).isEqualTo(3);
        assertThat(moved.predecessor(circle.next())).contains(circle);
    }

    @Test
    void aRestoredHomeNeverSignsUnderANumberThatAPeerHasSeen() throws Exception {
        var moved = new Founding(CLOCK, ENTROPY).renew(home, keyring, founded, List.of("https://127.0.0.1:2"), 7);
        assertThat(moved.number()).isEqualTo(8);
    }

    private void opensWithItsOwnKeys() throws IOException {
        var keys = keyring.logs();
        try (var ledger = open(origin -> keyring.signer(keys, origin))) {
            assertThat(ledger.ended(circle)).isTrue();
            assertThat(ledger.ended(circle.next())).isFalse();
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
