package org.tocsin.node;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.tocsin.crypto.tls.TlsKeys;
import org.tocsin.exchange.Exchange;
import org.tocsin.federation.Federation;
import org.tocsin.federation.OwnDescriptor;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Meter;
import org.tocsin.ledger.disk.LocalDisk;
import org.tocsin.ledger.log.Ledger;
import org.tocsin.ledger.log.Ports;
import org.tocsin.ledger.log.Signers;
import org.tocsin.node.home.Founding;
import org.tocsin.node.home.Home;
import org.tocsin.node.home.Keyring;
import org.tocsin.node.home.LogRole;
import org.tocsin.node.home.Reopening;
import org.tocsin.platform.store.Migrations;
import org.tocsin.platform.store.SqliteDatabase;

/**
 * What a node stands on: its store, its logs and its place among others, opened with the keys of its home folder.
 */
record Foundation(
        Home home, NodeSettings settings, Keyring keyring, SqliteDatabase database, Clock clock, Entropy entropy) {
    static final String VERSION = "tocsin 0.1.0";

    /** The store of a home folder; refuses one that a newer program has changed. */
    static SqliteDatabase open(Home home) {
        return SqliteDatabase.open(home.database(), rooms(), VERSION);
    }

    private static List<Migrations> rooms() {
        return List.of(
                Migrations.of("platform", SqliteDatabase.class),
                Migrations.of("federation", Federation.class),
                Migrations.of("exchange", Exchange.class),
                Migrations.of("node", Node.class));
    }

    /** Its descriptor, renewed where keys or addresses have changed. */
    OwnDescriptor descriptor() throws IOException {
        return new Founding(clock, entropy)
                .renew(
                        home,
                        keyring,
                        Founding.descriptor(home),
                        settings.federation().urls(),
                        Federation.ownShown(database, clock)
                                .map(OwnDescriptor::number)
                                .orElse(0L));
    }

    /** Its logs, created where one is missing. */
    Ledger ledger(Meter metrics) throws IOException {
        var keys = keyring.logs();
        var opened = open(origin -> keyring.signer(keys, origin), metrics);
        for (var role : LogRole.values()) {
            var origin = Objects.requireNonNull(keys.get(role)).origin();
            if (!opened.logs().contains(origin)) {
                opened.create(origin);
            }
        }
        database.onFull(opened::makeRoom);
        return opened;
    }

    /** Its peers; speaks to nobody yet. */
    Federation federation(OwnDescriptor descriptor, Ledger ledger) throws IOException {
        var keys = keyring.logs();
        return new Federation(
                settings.federation(),
                new Federation.Ground(
                        descriptor,
                        new TlsKeys(keyring.peerTls()),
                        ledger,
                        Objects.requireNonNull(keys.get(LogRole.PUBLIC)).origin(),
                        Objects.requireNonNull(keys.get(LogRole.CIRCLE)).origin(),
                        database,
                        clock,
                        entropy));
    }

    /** Ends all logs and begins their successors. */
    OwnDescriptor reopen() throws IOException {
        return new Reopening(clock, entropy)
                .reopen(
                        home,
                        keyring,
                        Founding.descriptor(home),
                        Federation.ownShown(database, clock),
                        signers -> open(signers, Meter.none()));
    }

    private Ledger open(Signers signers, Meter metrics) throws IOException {
        return Ledger.open(
                settings.ledger().settings(VERSION),
                new Ports(
                        new LocalDisk(home.ledger()),
                        Federation.payloads(database),
                        signers,
                        keyring.store(),
                        clock,
                        entropy,
                        metrics));
    }
}
