package org.tocsin.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tocsin.exchange.Verdict.Basis;
import org.tocsin.exchange.feed.FeedWriter;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Fingerprint;
import org.tocsin.kernel.Prefix;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.json.Json;
import org.tocsin.platform.store.Migrations;
import org.tocsin.platform.store.SqliteDatabase;

final class ExchangeTest {
    private static final Address LOADER = Address.parse("203.0.113.7");
    private static final Fingerprint ACME = Fingerprint.hex("aa".repeat(32));
    private static final Fingerprint BETA = Fingerprint.hex("bb".repeat(32));

    @TempDir
    Path folder;

    private static final AtomicLong SAID = new AtomicLong();

    private final TestClock clock = new TestClock();
    private SqliteDatabase database;
    private Exchange acme;
    private SqliteDatabase betasDatabase;
    private Exchange beta;

    @BeforeEach
    void open() {
        database = database("acme.db");
        betasDatabase = database("beta.db");
        acme = Exchange.open(ACME, ExchangeSettings.defaults(), clock, database);
        beta = Exchange.open(BETA, ExchangeSettings.defaults(), clock, betasDatabase);
        beta.admit(ACME, "acme.example", ACME.hex(), false, false);
        acme.admit(BETA, "beta.example", BETA.hex(), false, false);
    }

    @AfterEach
    void close() {
        acme.close();
        beta.close();
        database.close();
        betasDatabase.close();
    }

    @Test
    void anAttackSeenAtOneIsRefusedAtTheOtherAndARetractionLetsItInAgain() {
        var said = acme.observe(proven()).statement().orElseThrow();
        hear(beta, ACME, said);
        assertThat(beta.explain(said.subject()).basis()).isEqualTo(Basis.FAST_LANE);
        hear(beta, ACME, takenBack(acme, said.id()));
        assertThat(beta.explain(said.subject()).inForce()).isFalse();
        assertThat(acme.explain(said.subject()).inForce()).isFalse();
    }

    @Test
    void forgedSynsFromAnInnocentNeverLeaveTheNode() {
        var noted = acme.observe(new Observation.Inbound(LOADER, AttackClass.SCAN, false));
        assertThat(noted.statement()).isEmpty();
        assertThat(acme.explain(Subject.host(LOADER)).inForce()).isFalse();
    }

    @Test
    void whatMayBeForgedIsNoticedAsAClassAndNamesNobody() {
        var notice = acme.notice(AttackClass.SCAN).orElseThrow();
        var text = new String(notice.body().toArray(), StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("pattern\"").doesNotContain("value");
        assertThat(beta.hear(new Place(ACME, "log", 0), 2, false, notice.body().toArray()))
                .isEqualTo(new Exchange.Heard.Noticed(AttackClass.SCAN));
        assertThat(beta.hear(new Place(ACME, "log", 1), 2, false, notice.body().toArray()))
                .as("once an hour")
                .isEqualTo(new Exchange.Heard.Taken(Optional.empty()));
        assertThat(acme.notice(AttackClass.SCAN)).isEmpty();
        assertThat(beta.verdicts()).isEmpty();
    }

    @Test
    void importedListsAreBoundedInNumberAndRoomComesBack() {
        var until = clock.now().plus(Duration.ofHours(1));
        for (int i = 0; i < 100; i++) {
            acme.importList("list" + i, Action.BLOCK, until, "203.0.113.9".getBytes(StandardCharsets.UTF_8));
        }
        var one = "203.0.113.9".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> acme.importList("one-more", Action.BLOCK, until, one))
                .hasMessageStartingWith("import.lists");
        acme.importList("list7", Action.BLOCK, until, one);
        clock.pass(Duration.ofHours(1));
        acme.importList("one-more", Action.BLOCK, clock.now().plusSeconds(60), one);
        assertThat(acme.imports().live(clock.now())).hasSize(1);
    }

    @Test
    void nothingIsSaidAboutAnOwnDevice() {
        assertThat(acme.observe(new Observation.OwnDevice(AttackClass.SCAN)).statement())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.5", "192.168.1.1", "8.8.8.8", "fe80::1", "127.66.0.1"})
    void ownRangesAndResolversAreNeverNamed(String address) {
        var noted = acme.observe(new Observation.Inbound(Address.parse(address), AttackClass.SCAN, true));
        assertThat(noted.statement()).isEmpty();
    }

    @Test
    void oneAttackerIsSaidOnceAnHour() {
        assertThat(acme.observe(proven()).statement()).isPresent();
        assertThat(acme.observe(proven()).statement()).isEmpty();
        clock.pass(Duration.ofHours(1));
        assertThat(acme.observe(proven()).statement()).isPresent();
    }

    @Test
    void whoSeesAnothersIndicatorSaysASightingAndBothCount() {
        var indicator = acme.observe(proven()).statement().orElseThrow();
        hear(beta, ACME, indicator);
        var sighting = beta.observe(proven()).statement().orElseThrow();
        assertThat(sighting.type()).isEqualTo(Statement.Type.SIGHTING);
        hear(acme, BETA, sighting);
        assertThat(acme.reports(indicator.subject())).hasSize(2);
        assertThat(beta.trust(ACME)).as("confirmed by own evidence").isGreaterThan(0.9165);
    }

    @Test
    void aSightingThatComesBeforeItsIndicatorIsNotLost() throws Exception {
        var indicator = acme.observe(proven()).statement().orElseThrow();
        hear(beta, ACME, indicator);
        var sighting = beta.observe(proven()).statement().orElseThrow();
        try (var store = database("gamma.db");
                var gamma =
                        Exchange.open(Fingerprint.hex("cc".repeat(32)), ExchangeSettings.defaults(), clock, store)) {
            gamma.admit(ACME, "acme.example", ACME.hex(), false, false);
            gamma.admit(BETA, "beta.example", BETA.hex(), false, false);
            hear(gamma, BETA, sighting);
            assertThat(gamma.reports(indicator.subject())).isEmpty();
            hear(gamma, ACME, indicator);
            assertThat(gamma.reports(indicator.subject())).hasSize(2);
        }
    }

    @Test
    void nobodyTakesBackOrSpeaksInAnothersName() {
        var indicator = acme.observe(proven()).statement().orElseThrow();
        assertThat(beta.hear(
                        new Place(BETA, "log", 0), 1, false, indicator.body().toArray()))
                .isInstanceOf(Exchange.Heard.Refused.class);
        hear(beta, ACME, indicator);
        var retraction = takenBack(acme, indicator.id());
        beta.hear(
                new Place(Fingerprint.hex("dd".repeat(32)), "log", 9),
                3,
                false,
                retraction.body().toArray());
        assertThat(beta.explain(indicator.subject()).basis()).isEqualTo(Basis.FAST_LANE);
    }

    @Test
    void anEntryFlaggedRelayedWeighsNothingWhateverItsObjectSays() {
        var indicator = acme.observe(proven()).statement().orElseThrow();
        beta.hear(new Place(ACME, "log", 0), 1, true, indicator.body().toArray());
        assertThat(beta.explain(indicator.subject()).inForce()).isFalse();
    }

    @Test
    void unknownTypesAreKeptAndNotActedOn() {
        assertThat(beta.hear(new Place(ACME, "log", 0), 1_000, false, new byte[] {1, 2, 3}))
                .isEqualTo(new Exchange.Heard.Taken(Optional.empty()));
    }

    @Test
    void verdictsSurviveARestart() {
        acme.observe(proven());
        acme.allow(Subject.parse("203.0.113.99"), "alice", clock.now().plus(Duration.ofDays(1)));
        acme.importList("plain", Action.BLOCK, clock.now().plus(Duration.ofDays(1)), utf8("198.51.100.0/24\n"));
        acme.lied(BETA);
        acme.close();
        acme = Exchange.open(ACME, ExchangeSettings.defaults(), clock, database);
        assertThat(acme.explain(Subject.host(LOADER)).basis()).isEqualTo(Basis.LOCAL);
        assertThat(acme.explain(Subject.parse("203.0.113.99")).basis()).isEqualTo(Basis.ALLOWED);
        assertThat(acme.imports().naming(Address.parse("198.51.100.9"), clock.now()))
                .isPresent();
        acme.admit(BETA, "beta.example", BETA.hex(), false, false);
        assertThat(acme.trust(BETA)).as("the lie is not forgotten").isLessThan(0.5);
    }

    @Test
    void noFieldOfAnyStatementTellsAnythingAboutTheVictim() {
        var random = new Random(20260101);
        for (int trial = 0; trial < 300; trial++) {
            var source = Address.v4(0x2d000000 | random.nextInt(1 << 24));
            clock.pass(Duration.ofSeconds(random.nextInt(7_200)));
            var attack = random.nextBoolean() ? AttackClass.SCAN : AttackClass.BRUTE_FORCE;
            var said =
                    acme.observe(new Observation.Inbound(source, attack, true)).statement();
            said.ifPresent(statement -> assertOnlyAllowedFields(statement, source));
        }
    }

    private static void assertOnlyAllowedFields(Statement statement, Address source) {
        var body = Json.parse(statement.body().shared());
        assertThat(body.propertyNames())
                .isSubsetOf(
                        "type",
                        "spec_version",
                        "id",
                        "created",
                        "modified",
                        "pattern",
                        "pattern_type",
                        "valid_from",
                        "indicator_types",
                        "extensions",
                        "sighting_of_ref",
                        "revoked");
        assertThat(body.path("extensions").propertyNames()).containsExactly("x-tocsin");
        assertThat(body.path("extensions").path("x-tocsin").propertyNames()).containsExactlyInAnyOrder("class", "kind");
        assertThat(Json.text(body, "pattern")).isEqualTo("[ipv4-addr:value = '" + source + "']");
        assertThat(Json.text(body, "valid_from")).endsWith(":00.000Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[ipv4-addr:value = '203.0.113.7' OR ipv4-addr:value = '8.8.8.8']",
                "[ipv4-addr:value = '203.0.113.0/24']",
                "[ipv4-addr:value = '203.0.113.07']",
                "[url:value = 'http://a\\nb']",
                "[domain-name:value = 'EXAMPLE.com']",
                "[domain-name:value = 'a,b.example']",
                "[ipv6-addr:value = '::1']",
                "[ipv4-addr:value='203.0.113.7']",
                ""
            })
    void patternsThatAreNotInTheOneFormAreRefused(String pattern) {
        var body = Json.object()
                .put("type", "indicator")
                .put("id", "x")
                .put("pattern_type", "stix")
                .put("pattern", pattern);
        assertThat(beta.hear(new Place(ACME, "log", 0), 1, false, Json.bytes(body)))
                .isInstanceOf(Exchange.Heard.Refused.class);
    }

    @Test
    void aFeedHasOneSubjectALineAndNothingThatIsNotInForce() {
        acme.observe(proven());
        acme.importList(
                "csv",
                Action.BLOCK,
                clock.now().plus(Duration.ofDays(1)),
                utf8("# c\nip,seen\n198.51.100.9,2026\n\"2001:db8::/32\",x\n8.8.8.8\nnot an address\n198.51.100.9\n"));
        var feed = FeedWriter.plain(acme.verdicts(), acme.imports().live(clock.now()), clock.now());
        assertThat(feed.lines().skip(1)).containsExactly("198.51.100.9", "2001:db8::/32", "203.0.113.7");
    }

    @Test
    void aPageOfErrorsDoesNotPutTheListOutOfForceThatStands() {
        var until = clock.now().plus(Duration.ofDays(1));
        acme.importList("l", Action.BLOCK, until, utf8("45.0.0.1\n"));
        assertThatThrownBy(() -> acme.importList("l", Action.BLOCK, until, utf8("<html>\nnot found\n")))
                .hasMessageStartingWith("import.nothing: 2 of 2 lines");
        assertThatThrownBy(() -> acme.importList("l", Action.BLOCK, until, utf8("45.0.0.2\nx\n"), true))
                .hasMessageStartingWith("import.strict: 1 of 2 lines");
        assertThat(acme.imports().naming(Address.parse("45.0.0.1"), clock.now()))
                .isPresent();
        assertThat(acme.importList("l", Action.BLOCK, until, utf8("45.0.0.2\n"), true)
                        .refusedCount())
                .isZero();
    }

    @Test
    void whoTookAReportBackIsToldOnceAndOnlyIfThereWasOne() {
        var said = acme.observe(proven()).statement().orElseThrow();
        var retraction = takenBack(acme, said.id()).body().toArray();
        assertThat(beta.hear(new Place(ACME, "log", 1), 3, false, retraction))
                .isEqualTo(new Exchange.Heard.Taken(Optional.empty()));
        beta.hear(new Place(ACME, "log", 2), 1, false, said.body().toArray());
        assertThat(beta.hear(new Place(ACME, "log", 3), 3, false, retraction))
                .isEqualTo(new Exchange.Heard.Retracted(said.subject(), AttackClass.FACTORY_CREDENTIALS));
        assertThat(beta.hear(new Place(ACME, "log", 4), 3, false, retraction)).isInstanceOf(Exchange.Heard.Taken.class);
    }

    @Test
    void noSentenceForPeopleCountsNanoseconds() {
        clock.pass(Duration.ofNanos(123_456_789));
        acme.observe(proven());
        assertThat(acme.explain(Subject.host(LOADER)).reasons().toString()).doesNotContainPattern("\\.\\d{4,}Z");
        assertThat(FeedWriter.plain(acme.verdicts(), List.of(), clock.now())).doesNotContainPattern("\\.\\d{4,}Z");
    }

    @Test
    void anImportSparesWhatIsProtectedAndNamesWhatItRefused() {
        var done = acme.importList(
                "l", Action.BLOCK, clock.now().plus(Duration.ofDays(1)), utf8("0.0.0.0/0\n1.1.1.1\nx\n45.0.0.1\n"));
        assertThat(done.spared()).isEqualTo(2);
        assertThat(done.refused()).containsExactly("line 3: no address in it (import.line)");
        assertThat(done.list().entries()).hasSize(1);
        assertThat(done.sparedEntries())
                .hasSize(2)
                .allMatch(entry -> entry.contains(", which stands on the "))
                .anyMatch(entry -> entry.startsWith("1.1.1.1 touches "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"first_seen,ip,malware\n", "# feed\n\n\"Address\"\n", "IP;Last seen (UTC)\n"})
    void aHeadingOfCsvIsNoLineThatIsNotUnderstood(String heading) {
        var until = clock.now().plus(Duration.ofDays(1));
        var done = acme.importList("l", Action.BLOCK, until, utf8(heading + "2026-01-01,45.0.0.1,x\n"));
        assertThat(done.refusedCount()).isZero();
        assertThat(done.list().entries()).hasSize(1);
        assertThat(acme.importList("l", Action.BLOCK, until, utf8("45.0.0.1\n" + heading + "nonsense\n"))
                        .refused())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a b",
                "http://a'b",
                "http://a\nb",
                "javascript:alert(1)",
                "a..b",
                "-a.example",
                "1.2.3.4/8"
            })
    void subjectsThatCouldBreakOutOfAFeedAreRefused(String text) {
        assertThatThrownBy(() -> Subject.parse(text)).isInstanceOf(Rejection.class);
    }

    @Test
    void defaultsOfTheExchange() {
        assertThat(ExchangeSettings.defaults())
                .isEqualTo(new ExchangeSettings(
                        new TrustSettings(true, 0.9, Duration.ofHours(24), Duration.ofHours(24), false),
                        List.of(),
                        List.of(),
                        List.of()));
    }

    @Test
    void aReportOnceAnHourIsAllThatARestartedFollowerCanApplyTwice() {
        var said = acme.observe(proven()).statement().orElseThrow();
        var changes = new ArrayList<Verdict>();
        beta.onVerdict(changes::add);
        IntStream.range(0, 3).forEach(_ -> hear(beta, ACME, said));
        assertThat(changes).hasSize(1);
    }

    @Test
    void aSightingCanNotTakeTheIdOfAnothersIndicator() {
        var honest = acme.observe(proven()).statement().orElseThrow();
        hear(beta, ACME, honest);
        var stolen = Json.object()
                .put("type", "sighting")
                .put("id", honest.id())
                .put("created", "2026-01-01T00:00:00.000Z")
                .put("sighting_of_ref", honest.id());
        stolen.set(
                "extensions",
                Json.object().set("x-tocsin", Json.object().put("class", "scan").put("kind", "observed")));
        assertThat(beta.hear(new Place(Fingerprint.hex("dd".repeat(32)), "log", 0), 2, false, Json.bytes(stolen)))
                .isInstanceOfSatisfying(
                        Exchange.Heard.Refused.class,
                        r -> assertThat(r.why().code()).isEqualTo("stix.id"));
        assertThat(beta.reports(honest.subject())).hasSize(1);
    }

    @Test
    void anIndicatorThatComesAfterItsOwnRetractionDoesNotAct() {
        var said = acme.observe(proven()).statement().orElseThrow();
        var back = takenBack(acme, said.id());
        beta.hear(new Place(ACME, "log", 5), 3, false, back.body().toArray());
        beta.hear(new Place(ACME, "log", 4), 1, false, said.body().toArray());
        assertThat(beta.explain(said.subject()).inForce()).isFalse();
        beta.hear(new Place(ACME, "log", 6), 1, false, said.body().toArray());
        assertThat(beta.explain(said.subject()).inForce())
                .as("said anew behind the retraction")
                .isTrue();
    }

    @Test
    void aKnownGoodPeerIsStillKnownAfterARestart() {
        beta.completedSession(LOADER, true);
        beta.close();
        beta = Exchange.open(BETA, ExchangeSettings.defaults(), clock, betasDatabase);
        beta.admit(ACME, "acme.example", ACME.hex(), false, false);
        hear(beta, ACME, acme.observe(proven()).statement().orElseThrow());
        assertThat(beta.explain(Subject.host(LOADER)).basis()).isEqualTo(Basis.OWN_TRAFFIC);
    }

    @Test
    void aStatementThatCouldNotBeSaidIsSaidWithTheNextObservation() {
        acme.unsaid(acme.observe(proven()).statement().orElseThrow());
        assertThat(acme.observe(proven()).statement()).isPresent();
    }

    private static Statement takenBack(Exchange exchange, String id) {
        var statement = exchange.retraction(id);
        exchange.retracted(id);
        return statement;
    }

    @FuzzTest
    void hostileStatementsAreRefusedByName(byte[] data) {
        for (int type : new int[] {1, 2, 3, 17, 99}) {
            assertThat(reader().hear(new Place(ACME, "log", SAID.getAndIncrement()), type, false, data))
                    .isNotInstanceOf(Exchange.Heard.Repeated.class);
        }
    }

    private static Exchange reader() {
        return FuzzHouse.EXCHANGE;
    }

    /** One exchange for all fuzz inputs; opening a store for each would be all that is measured. */
    private static final class FuzzHouse {
        static final Exchange EXCHANGE = Exchange.open(
                BETA,
                ExchangeSettings.defaults(),
                new TestClock(),
                SqliteDatabase.open(
                        Path.of(
                                System.getProperty("java.io.tmpdir"),
                                "fuzz-" + ProcessHandle.current().pid() + ".db"),
                        List.of(Migrations.of("exchange", Exchange.class))));
    }

    private static Observation proven() {
        return new Observation.Inbound(LOADER, AttackClass.FACTORY_CREDENTIALS, true);
    }

    private static void hear(Exchange exchange, Fingerprint from, Statement statement) {
        assertThat(exchange.hear(
                        new Place(from, "log", SAID.getAndIncrement()),
                        statement.type().number(),
                        false,
                        statement.body().toArray()))
                .isInstanceOfAny(Exchange.Heard.Taken.class, Exchange.Heard.Retracted.class);
    }

    private SqliteDatabase database(String name) {
        return SqliteDatabase.open(folder.resolve(name), List.of(Migrations.of("exchange", Exchange.class)));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aSlipOfThePrefixBlocksNoNetwork() {
        var until = clock.now().plus(Duration.ofDays(1));
        var done = acme.importList("l", Action.BLOCK, until, utf8("45.9.20.11/8\n45.0.0.0/24\n"));
        assertThat(done.list().entries()).containsExactly(Prefix.parse("45.0.0.0/24"));
        assertThat(done.refused())
                .singleElement()
                .asString()
                .startsWith("line 1: ")
                .endsWith("(prefix.bits)");
        assertThatThrownBy(() -> acme.importList("l", Action.BLOCK, until, utf8("45.9.20.11/8\n45.0.0.1\n"), true))
                .hasMessageStartingWith("import.strict");
    }

    @Test
    void whatAListNamesAndIsSparedCanBeExplained() {
        var until = clock.now().plus(Duration.ofDays(1));
        acme.importList("drop", Action.BLOCK, until, utf8("1.1.1.1\n45.0.0.1\n"));
        acme.close();
        acme = Exchange.open(ACME, ExchangeSettings.defaults(), clock, database);
        assertThat(acme.imports().sparing(Address.parse("1.1.1.1"), clock.now()).orElseThrow())
                .startsWith("the imported list 'drop' names it; spared: 1.1.1.1 touches 1.1.1.0/24, which stands on ");
        assertThat(acme.imports().sparing(Address.parse("45.0.0.1"), clock.now()))
                .isEmpty();
    }
}
