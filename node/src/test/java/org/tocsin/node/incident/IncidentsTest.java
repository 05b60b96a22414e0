package org.tocsin.node.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.detection.Finding;
import org.tocsin.detection.Kind;
import org.tocsin.kernel.Address;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Rejection;
import org.tocsin.node.Node;
import org.tocsin.node.incident.Feedback.Word;
import org.tocsin.node.incident.store.IncidentStore;
import org.tocsin.platform.store.Migrations;
import org.tocsin.platform.store.SqliteDatabase;

final class IncidentsTest {
    private static final Duration KEEP = Duration.ofDays(90);

    @TempDir
    Path folder;

    private Instant now = Findings.BEGAN;
    private SqliteDatabase database;
    private Incidents incidents;

    private final Clock clock = new Clock() {
        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nanos() {
            return 0;
        }
    };

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(folder.resolve("test.db"), List.of(Migrations.of("node", Node.class)));
        restart();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void restart() {
        incidents = new Incidents(clock, Entropy.system(), new IncidentStore(database), KEEP);
    }

    /** At the moment that the finding tells. */
    private Incident take(Finding finding) {
        now = finding.time();
        return incidents.take(finding);
    }

    private Incident say(Incident about, Word word) {
        return say(about, word, Optional.empty(), Optional.empty());
    }

    private Incident benign(Incident about, Scope scope, Duration span) {
        return say(about, Word.BENIGN, Optional.of(scope), Optional.of(now.plus(span)));
    }

    private Incident say(Incident about, Word word, Optional<Scope> scope, Optional<Instant> until) {
        return incidents.say(about.id(), new Feedback(word, "ops", now, "", scope, until, ""));
    }

    @Test
    void aScanOfTenThousandHostsIsOneIncidentWithACount() {
        take(Findings.scan(0, 3, List.of(23)));
        take(Findings.scan(60, 30, List.of(23)));
        take(Findings.scan(500, 10_000, List.of(23, 2323)));
        assertThat(incidents.all()).singleElement().satisfies(one -> {
            assertThat(one.seen().findings()).isEqualTo(3);
            assertThat(one.seen().count()).isEqualTo(10_000);
            assertThat(one.seen().ports()).containsExactly(23, 2323);
        });
    }

    @Test
    void aSecondScanElevenMinutesLaterIsNotHiddenInTheFirst() {
        var first = take(Findings.scan(0, 3, List.of(23)));
        var second = take(Findings.scan(660, 3, List.of(23)));
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(incidents.all()).extracting(Incident::id).containsExactly(second.id(), first.id());
    }

    @Test
    void aCaptureThatIsReplayedAnHourLaterIsAnotherIncident() {
        take(Findings.scan(0, 3, List.of(23)));
        now = now.plus(Duration.ofHours(1));
        incidents.take(Findings.scan(0, 3, List.of(23)));
        assertThat(incidents.all()).hasSize(2);
    }

    @Test
    void twoActorsAreTwoIncidents() {
        take(Findings.scan(0, 3, List.of(23)));
        take(Findings.inbound("198.51.100.7", 1));
        take(Findings.inbound("198.51.100.8", 2));
        assertThat(incidents.all())
                .extracting(one -> one.actor().id())
                .containsExactlyInAnyOrder(Findings.CAMERA, "198.51.100.7", "198.51.100.8");
    }

    @Test
    void aRunningIncidentGoesOnOverARestart() {
        var before = take(Findings.scan(0, 3, List.of(23)));
        incidents.flush();
        restart();
        var after = take(Findings.scan(60, 30, List.of(23)));
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.seen().findings()).isEqualTo(2);
    }

    @Test
    void whatAPersonSaidIsReadBackWordForWord() {
        var incident = take(Findings.scan(0, 3, List.of(23)));
        var said = benign(incident, Scope.of(incident, "", "203.0.113.0/24", 23), Duration.ofDays(30));
        restart();
        assertThat(incidents.get(incident.id())).isEqualTo(said);
    }

    @Test
    void afterBenignOnceTheNextFindingActsAndIsAnotherIncident() {
        var closed = say(take(Findings.scan(0, 3, List.of(23))), Word.BENIGN_ONCE);
        var next = take(Findings.scan(10, 3, List.of(23)));
        assertThat(closed.state(now)).isEqualTo(State.BENIGN);
        assertThat(next.id()).isNotEqualTo(closed.id());
        assertThat(next.expected()).isEmpty();
    }

    @Test
    void whatIsExpectedIsCountedAndMarkedUntilItEnds() {
        var incident = take(Findings.scan(0, 3, List.of(23)));
        benign(incident, Scope.of(incident, "", "", 0), Duration.ofDays(1));
        take(Findings.scan(10, 3, List.of(23)));
        var expected = take(Findings.scan(20, 30, List.of(2323)));
        assertThat(expected.seen().findings()).isEqualTo(2);
        assertThat(expected.state(now)).isEqualTo(State.EXPECTED);
        assertThat(expected.expected().orElseThrow().by()).isEqualTo(incident.id());
        var later = take(Findings.scan(24 * 3_600 + 1, 3, List.of(23)));
        assertThat(later.expected()).isEmpty();
    }

    @Test
    void anExpectedStreamSwallowsNoFindingOfAnotherKind() {
        var incident = take(Findings.scan(0, 3, List.of(23)));
        benign(incident, Scope.of(incident, "", "", 0), Duration.ofDays(1));
        var expected = take(Findings.scan(10, 3, List.of(23)));
        var real = take(Findings.own(Kind.BRUTE_FORCE, 11, 20, List.of(Address.parse("192.168.1.9")), List.of(22)));
        assertThat(real.expected()).isEmpty();
        assertThat(real.id()).isNotEqualTo(expected.id());
    }

    @Test
    void aScopeOfOnePortDoesNotHideAnother() {
        var incident = take(Findings.scan(0, 3, List.of(161)));
        benign(incident, Scope.of(incident, "", "", 161), Duration.ofDays(1));
        assertThat(take(Findings.scan(10, 3, List.of(161))).expected()).isPresent();
        assertThat(take(Findings.scan(20, 3, List.of(161, 23))).expected()).isEmpty();
        assertThat(take(Findings.scan(30, 3, List.of(23))).expected()).isEmpty();
        assertThat(take(Findings.scan(40, 3, List.of())).expected()).isEmpty();
    }

    @Test
    void aScopeOfOnePeerDoesNotHideTheHostsThatAFindingDoesNotName() {
        var incident = take(Findings.scan(0, 1, List.of(161)));
        benign(incident, Scope.of(incident, "", "203.0.113.0/24", 0), Duration.ofDays(1));
        assertThat(take(Findings.scan(10, 1, List.of(161))).expected()).isPresent();
        assertThat(take(Findings.scan(20, 300, List.of(161))).expected()).isEmpty();
    }

    @Test
    void whoeverExpectsOneServerDoesNotExpectTheNext() {
        var incident = take(Findings.beacon("198.51.100.9"));
        benign(incident, Scope.of(incident, "", "", 0), Duration.ofDays(1));
        assertThat(take(Findings.beacon("198.51.100.9")).expected()).isPresent();
        assertThat(take(Findings.beacon("198.51.100.66")).expected()).isEmpty();
    }

    @Test
    void whatIsTakenBackHoldsNoLonger() {
        var incident = take(Findings.scan(0, 3, List.of(23)));
        benign(incident, Scope.of(incident, "", "", 0), Duration.ofDays(1));
        say(incident, Word.OPEN);
        assertThat(take(Findings.scan(10, 3, List.of(23))).id()).isEqualTo(incident.id());
    }

    @Test
    void aFloodOfFindingsStaysBoundedAndErasesClosedOnesFirst() {
        var erased = new ArrayList<String>();
        incidents.onErase(erased::addAll);
        var confirmed = say(take(Findings.inbound("198.51.100.7", 0)), Word.CONFIRM);
        for (int i = 0; i < Incidents.MOST + 600; i++) {
            take(Findings.inbound("2001:db8:" + Integer.toHexString(i) + "::1", i));
        }
        assertThat(incidents.all()).hasSizeLessThanOrEqualTo(Incidents.MOST);
        assertThat(incidents.get(confirmed.id())).isEqualTo(confirmed);
        incidents.flush();
        assertThat(erased).hasSizeGreaterThan(500);
        restart();
        assertThat(incidents.all()).hasSizeLessThanOrEqualTo(Incidents.MOST);
    }

    @Test
    void aConfirmedIncidentIsKeptFourTimesAsLong() {
        var confirmed = say(take(Findings.inbound("198.51.100.7", 0)), Word.CONFIRM);
        take(Findings.inbound("198.51.100.8", 0));
        now = now.plus(KEEP).plusSeconds(1);
        incidents.prune();
        assertThat(incidents.all()).containsExactly(confirmed);
        now = now.plus(KEEP.multipliedBy(3));
        incidents.prune();
        assertThat(incidents.all()).isEmpty();
    }

    @Test
    void anIncidentIsKeptWhileItsExpectationHoldsAndNoLonger() {
        var incident = take(Findings.scan(0, 3, List.of(23)));
        benign(incident, Scope.of(incident, "", "", 0), KEEP.plusDays(10));
        now = now.plus(KEEP.plusDays(1));
        incidents.prune();
        assertThat(incidents.all()).hasSize(1);
        now = now.plus(Duration.ofDays(10));
        incidents.prune();
        assertThat(incidents.all()).isEmpty();
    }

    @Test
    void aFloodFromForgedAddressesErasesNothingProvenThatNobodyHasLookedAt() {
        var proven = take(Findings.inbound("198.51.100.7", 0));
        var ours = take(Findings.scan(0, 12, List.of(23)));
        var confirmed = say(take(Findings.forged("198.51.100.8", 0)), Word.CONFIRM);
        for (int i = 0; i < Incidents.MOST + 600; i++) {
            take(Findings.forged("2001:db8:" + Integer.toHexString(i) + "::1", 60 + i / 2));
        }
        incidents.flush();
        restart();
        for (int i = 0; i < Incidents.MOST; i++) {
            take(Findings.forged("2001:db9:" + Integer.toHexString(i) + "::1", 6_000 + i / 2));
        }
        assertThat(List.of(proven, ours, confirmed)).allMatch(one -> incidents.keeps(one.id()));
    }

    @Test
    void anIncidentThatWasErasedIsRefusedByName() {
        assertThatThrownBy(() -> incidents.get("000000000-00000"))
                .isInstanceOfSatisfying(
                        Rejection.class, r -> assertThat(r.code()).isEqualTo("incident.unknown"));
    }
}
