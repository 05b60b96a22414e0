package org.tocsin.node.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.detection.DetectionSettings;
import org.tocsin.detection.Watchlist;
import org.tocsin.edge.Lookout;
import org.tocsin.edge.Tap;
import org.tocsin.exchange.AttackClass;
import org.tocsin.exchange.Exchange;
import org.tocsin.exchange.ExchangeSettings;
import org.tocsin.exchange.Observation;
import org.tocsin.exchange.Place;
import org.tocsin.exchange.Statement;
import org.tocsin.exchange.Subject;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Meter;
import org.tocsin.node.town.Packets;
import org.tocsin.platform.store.Migrations;
import org.tocsin.platform.store.SqliteDatabase;

/** Two organisations without a network between them: what one says the other hears at once. Time stands until it is moved. */
final class RenewTest {
    private static final Address LOADER = Address.parse("203.0.113.7");
    private static final Fingerprint ACME = Fingerprint.hex("aa".repeat(32));
    private static final Fingerprint BETA = Fingerprint.hex("bb".repeat(32));

    @TempDir
    Path folder;

    private final StandingClock clock = new StandingClock();
    private final Lookout lookout = new Lookout();
    private final List<String> lines = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Exchange acme;
    private Exchange beta;
    private Renew renew;

    @BeforeEach
    void open() {
        acme = exchange(ACME, "acme");
        beta = exchange(BETA, "beta");
        beta.admit(ACME, "acme.example", ACME.hex(), false, false);
        acme.admit(BETA, "beta.example", BETA.hex(), false, false);
        renew = new Renew(
                acme::stillAttacks,
                (said, words) -> {
                    lines.add(words);
                    hear(beta, ACME, said);
                },
                lookout,
                clock);
    }

    @AfterEach
    void close() throws Exception {
        for (var one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void aSourceThatStillAttacksStaysOutElsewhereFiveTimesTwoMinutesMore() throws Exception {
        begin();
        int refused = 0;
        for (int second = 0; second < 1_200; second += 2) {
            if (second % 10 == 0) {
                attack();
            }
            clock.pass(Duration.ofSeconds(2));
            renew.tick();
            refused += beta.explain(Subject.host(LOADER)).inForce() ? 2 : 0;
        }
        assertThat(lines).hasSize(5).first().asString().isEqualTo("renewal 1 of 5, it still attacks here");
        assertThat(refused).isBetween(640, 700);
        assertThat(beta.explain(Subject.host(LOADER)).inForce()).isFalse();
    }

    @Test
    void aSourceThatHasGoneIsLetInAgainAfterTwoMinutes() throws Exception {
        attack();
        begin();
        pass(Duration.ofMinutes(10));
        assertThat(lines).isEmpty();
        attack();
        pass(Duration.ofMinutes(10));
        assertThat(lines)
                .as("a lane that has closed is not opened again by this")
                .isEmpty();
    }

    @Test
    void aRetractedIndicatorIsNotRenewed() throws Exception {
        var said = begin();
        attack();
        acme.retracted(said.id());
        pass(Duration.ofMinutes(5));
        assertThat(lines).isEmpty();
    }

    @Test
    void whoSawItSecondDoesNotRenewTheFirstOnesWord() throws Exception {
        hear(acme, BETA, beta.observe(proven()).statement().orElseThrow());
        var sighting = acme.observe(proven()).statement().orElseThrow();
        assertThat(sighting.type()).isEqualTo(Statement.Type.SIGHTING);
        renew.began(sighting, LOADER);
        clock.pass(Duration.ofSeconds(1));
        attack();
        pass(Duration.ofMinutes(5));
        assertThat(lines).isEmpty();
    }

    @Test
    void anAttackerWithThousandsOfSourcesCostsAThousandAtMost() throws Exception {
        for (int i = 0; i < 2_500; i++) {
            var source = Address.v4(0xC6120000 + i);
            renew.began(
                    new Statement(
                            Statement.Type.INDICATOR, "indicator--" + i, Subject.host(source), Bytes.of(new byte[0])),
                    source);
        }
        begin();
        clock.pass(Duration.ofSeconds(1));
        attack();
        pass(Duration.ofMinutes(2));
        assertThat(lines).hasSize(1);
    }

    private Statement begin() {
        var said = acme.observe(proven()).statement().orElseThrow();
        hear(beta, ACME, said);
        renew.began(said, LOADER);
        return said;
    }

    private static Observation proven() {
        return new Observation.Inbound(LOADER, AttackClass.BRUTE_FORCE, true);
    }

    private long heard;

    private void hear(Exchange exchange, Fingerprint reporter, Statement said) {
        var became = exchange.hear(
                new Place(reporter, "log", heard++),
                said.type().number(),
                false,
                said.body().toArray());
        assertThat(became).isInstanceOf(Exchange.Heard.Taken.class);
    }

    private void pass(Duration time) {
        for (long left = time.toSeconds(); left > 0; left -= 2) {
            clock.pass(Duration.ofSeconds(2));
            renew.tick();
        }
    }

    /** The source's first packet of one more connection passes the tap. */
    private void attack() throws IOException, InterruptedException {
        var packet = new Packets().scan(LOADER.toString(), "192.168.1.", 1).stream();
        try (var tap = Tap.start(
                "test",
                packet,
                DetectionSettings.defaults(),
                Watchlist.EMPTY,
                clock,
                Meter.none(),
                lookout,
                (_, _) -> {})) {
            tap.join();
        }
    }

    private Exchange exchange(Fingerprint self, String name) {
        var database =
                SqliteDatabase.open(folder.resolve(name + ".db"), List.of(Migrations.of("exchange", Exchange.class)));
        open.add(database);
        var exchange = Exchange.open(self, ExchangeSettings.defaults(), clock, database);
        open.add(exchange);
        return exchange;
    }

    private static final class StandingClock implements Clock {
        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nanos() {
            return now.getEpochSecond() * 1_000_000_000L + now.getNano();
        }
    }
}
