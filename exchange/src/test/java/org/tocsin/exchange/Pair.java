package org.tocsin.exchange;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.platform.store.Migrations;
import org.tocsin.platform.store.SqliteDatabase;

/** Two nodes, of which acme speaks and beta listens, and may be restarted on its database. */
final class Pair implements AutoCloseable {
    static final Fingerprint ACME = Fingerprint.hex("aa".repeat(32));
    static final Fingerprint BETA = Fingerprint.hex("bb".repeat(32));

    final TestClock clock = new TestClock();
    final Exchange acme;
    Exchange beta;
    private final SqliteDatabase acmes;
    private final SqliteDatabase betas;
    private String log = "log";
    private long said;

    Pair(Path folder) {
        acmes = database(folder.resolve("acme.db"));
        betas = database(folder.resolve("beta.db"));
        acme = Exchange.open(ACME, ExchangeSettings.defaults(), clock, acmes);
        beta = Exchange.open(BETA, ExchangeSettings.defaults(), clock, betas);
        declare(false);
    }

    private static SqliteDatabase database(Path file) {
        return SqliteDatabase.open(file, List.of(Migrations.of("exchange", Exchange.class)));
    }

    List<Verdict> declare(boolean fullTrust) {
        return beta.admit(ACME, "acme.example", ACME.hex(), fullTrust, false);
    }

    List<Verdict> restart(boolean fullTrust) {
        beta.close();
        beta = Exchange.open(BETA, ExchangeSettings.defaults(), clock, betas);
        return declare(fullTrust);
    }

    Statement report(Address source) {
        var statement = acme.observe(seen(source)).statement().orElseThrow();
        tell(statement);
        return statement;
    }

    void retract(Statement statement) {
        var retraction = acme.retraction(statement.id());
        acme.retracted(statement.id());
        tell(retraction);
    }

    void tell(Statement statement) {
        beta.hear(
                new Place(ACME, log, said++),
                statement.type().number(),
                false,
                statement.body().toArray());
    }

    /** Acme's log is ended and goes on in a successor, which begins at 0. */
    void reopen(String successor) {
        acme.speaksIn(successor);
        log = successor;
        said = 0;
    }

    Verdict.Basis basis(Address source) {
        return beta.explain(Subject.host(source)).basis();
    }

    void pass(Duration duration) {
        clock.pass(duration);
        beta.expire();
    }

    static Observation seen(Address source) {
        return new Observation.Inbound(source, AttackClass.FACTORY_CREDENTIALS, true);
    }

    @Override
    public void close() {
        acme.close();
        beta.close();
        acmes.close();
        betas.close();
    }
}
