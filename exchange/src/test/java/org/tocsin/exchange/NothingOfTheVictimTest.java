package org.tocsin.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.exchange.stix.StixWriter;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Bytes;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.platform.json.Json;
import org.tocsin.platform.store.Migrations;
import org.tocsin.platform.store.SqliteDatabase;
import tools.jackson.databind.node.ObjectNode;

/** Everything that a victim puts in, and everything that others could have it repeat, beside everything that it says. */
final class NothingOfTheVictimTest {
    private static final Fingerprint SELF = Fingerprint.hex("ab".repeat(32));
    private static final Fingerprint PEER = Fingerprint.hex("cd".repeat(32));
    private static final int TRIALS = 60;

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock();
    private final Random random = new Random(3_000);
    private final List<String> planted = new ArrayList<>();
    private final EnumSet<Statement.Type> seen = EnumSet.noneOf(Statement.Type.class);
    private long heard;

    @Test
    void noAddressNameMacOrCredentialOfTheVictimStandsInAnythingThatItSays() {
        var own = Address.v4(0x2e000000 | random.nextInt(1 << 24));
        planted.add(own.toString());
        var settings = new ExchangeSettings(TrustSettings.defaults(), List.of(own.toString()), List.of(), List.of());
        try (var database = SqliteDatabase.open(
                        folder.resolve("v.db"), List.of(Migrations.of("exchange", Exchange.class)));
                var exchange = Exchange.open(SELF, settings, clock, database)) {
            for (int trial = 0; trial < TRIALS; trial++) {
                furnish(exchange);
                ownMatters(exchange, own);
                attackers(exchange);
                clock.pass(Duration.ofMinutes(61));
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(Statement.Type.values());
    }

    private String plant(String word) {
        planted.add(word);
        return word;
    }

    /** What people and settings put in. */
    private void furnish(Exchange exchange) {
        var until = clock.now().plus(Duration.ofHours(1));
        exchange.admit(PEER, plant(Victim.name(random)), plant(Victim.name(random)), false, false);
        exchange.allow(Subject.host(attacker()), plant(Victim.name(random)), until);
        var inside = plant(Victim.address(random).toString());
        var list = (inside + " # " + plant(Victim.mac(random))).getBytes(StandardCharsets.UTF_8);
        exchange.importList("list", Action.BLOCK, until, list);
    }

    /** Of own devices nothing is said at all. */
    private void ownMatters(Exchange exchange, Address own) {
        for (var mine : List.of(own, Victim.address(random))) {
            plant(mine.toString());
            for (var seen : List.of(
                    new Observation.Inbound(mine, AttackClass.BRUTE_FORCE, true),
                    new Observation.CallHome(Subject.host(mine), AttackClass.COMMAND_AND_CONTROL, true),
                    new Observation.OwnDevice(AttackClass.SCAN))) {
                assertThat(exchange.observe(seen).statement()).isEmpty();
            }
        }
        exchange.notice(List.of(AttackClass.values()).get(random.nextInt(AttackClass.values().length)))
                .ifPresent(notice -> check(exchange, Statement.Type.SIGHTING, notice.body()));
    }

    /** Of attackers, first seen here or told by another whose object carries what is none of its business. */
    private void attackers(Exchange exchange) {
        var first = attacker();
        var told = attacker();
        var sent = (ObjectNode) Json.parse(new StixWriter(PEER)
                .indicator(Subject.host(told), AttackClass.SCAN, clock.minute())
                .body()
                .toArray());
        sent.put("name", plant(Victim.name(random)))
                .put("description", plant(Victim.mac(random)) + " " + plant(Victim.word(random)));
        assertThat(exchange.hear(new Place(PEER, "log", heard++), 1, false, Json.bytes(sent)))
                .isInstanceOf(Exchange.Heard.Taken.class);
        for (var source : List.of(first, told)) {
            var said = exchange.observe(new Observation.Inbound(source, AttackClass.BRUTE_FORCE, true))
                    .statement()
                    .orElseThrow();
            check(exchange, said.type(), said.body());
            exchange.stillAttacks(said.subject()).ifPresent(renewal -> check(exchange, renewal.type(), renewal.body()));
            var back = exchange.retraction(said.id());
            check(exchange, back.type(), back.body());
        }
    }

    private void check(Exchange exchange, Statement.Type type, Bytes body) {
        exchange.requireShareable(type, body);
        seen.add(type);
        var text = new String(body.toArray(), StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        for (var word : planted) {
            assertThat(text).doesNotContain(word).doesNotContain(word.replace(":", ""));
        }
    }

    private Address attacker() {
        return Address.v4(0x2d000000 | random.nextInt(1 << 24));
    }
}
