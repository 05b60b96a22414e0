package org.tocsin.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.exchange.Verdict.Basis;
import org.tocsin.kernel.Address;

/** A peer's word that counts as own evidence, for as long as an operator says so. */
final class FullTrustTest {
    private static final Address LOADER = Address.parse("203.0.113.7");
    private static final Duration DAY = Duration.ofHours(24);

    @TempDir
    Path folder;

    private Pair pair;

    @BeforeEach
    void open() {
        pair = new Pair(folder);
    }

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void aRestartNeitherLosesTheBlockNorMakesItLonger() {
        pair.declare(true);
        pair.report(LOADER);
        var until = pair.clock.now().plus(DAY);
        for (int restart = 0; restart < 2; restart++) {
            pair.pass(Duration.ofHours(11));
            assertThat(pair.restart(true)).singleElement().satisfies(told -> {
                assertThat(told.action()).isEqualTo(Action.BLOCK);
                assertThat(told.basis()).isEqualTo(Basis.FULL_TRUST);
                assertThat(told.until()).isEqualTo(until);
            });
        }
        pair.pass(Duration.ofHours(2));
        assertThat(pair.basis(LOADER)).isEqualTo(Basis.NOTHING);
        pair.restart(true);
        assertThat(pair.basis(LOADER))
                .as("the report itself lives for three days")
                .isEqualTo(Basis.NOTHING);
    }

    @Test
    void whatWasReportedBeforeTheDeclarationCountsFromItsOwnTime() {
        pair.report(LOADER);
        var until = pair.clock.now().plus(DAY);
        pair.pass(Duration.ofHours(2));
        assertThat(pair.basis(LOADER)).isEqualTo(Basis.NOTHING);
        assertThat(pair.declare(true)).singleElement().satisfies(told -> {
            assertThat(told.basis()).isEqualTo(Basis.FULL_TRUST);
            assertThat(told.until()).isEqualTo(until);
        });
        pair.restart(true);
        assertThat(pair.basis(LOADER)).isEqualTo(Basis.FULL_TRUST);
    }

    @Test
    void whatWasReportedADayBeforeTheDeclarationBlocksNobody() {
        pair.report(LOADER);
        pair.pass(DAY);
        pair.declare(true);
        assertThat(pair.basis(LOADER)).isEqualTo(Basis.NOTHING);
    }

    @Test
    void aRelayedReportIsNoEvidenceAfterTheDeclarationEither() {
        var said = pair.acme.observe(Pair.seen(LOADER)).statement().orElseThrow();
        pair.beta.hear(
                new Place(Pair.ACME, "log", 0),
                said.type().number(),
                true,
                said.body().toArray());
        pair.declare(true);
        assertThat(pair.basis(LOADER)).isEqualTo(Basis.NOTHING);
    }

    @Test
    void takingFullTrustAwayLiftsTheBlockForGood() {
        pair.declare(true);
        pair.report(LOADER);
        assertThat(pair.declare(false)).singleElement().satisfies(told -> assertThat(told.inForce())
                .isFalse());
        pair.restart(false);
        assertThat(pair.beta.explain(Subject.host(LOADER)).inForce()).isFalse();
    }

    @Test
    void aRetractionStaysOneAfterARestart() {
        pair.declare(true);
        pair.retract(pair.report(LOADER));
        pair.restart(true);
        assertThat(pair.beta.reports(Subject.host(LOADER))).isEmpty();
        assertThat(pair.basis(LOADER)).isEqualTo(Basis.NOTHING);
    }

    @Test
    void anEarlierSightingDoesNotComeBackWhenTheLaterOneIsRetracted() {
        pair.declare(true);
        pair.acme.admit(Pair.BETA, "beta.example", Pair.BETA.hex(), false, false);
        var theirs = pair.beta.observe(Pair.seen(LOADER)).statement().orElseThrow();
        pair.acme.hear(
                new Place(Pair.BETA, "log", 0),
                theirs.type().number(),
                false,
                theirs.body().toArray());
        var earlier = pair.report(LOADER);
        pair.pass(Duration.ofHours(1));
        var later = pair.report(LOADER);
        assertThat(List.of(earlier, later)).extracting(Statement::type).containsOnly(Statement.Type.SIGHTING);
        assertThat(later.id()).isNotEqualTo(earlier.id());
        pair.retract(later);
        pair.restart(true);
        assertThat(pair.beta.reports(Subject.host(LOADER)))
                .extracting(Report::reporter)
                .doesNotContain(Pair.ACME);
    }

    @Test
    void whatTheBucketHeldBackIsNotBlockedByARestart() {
        pair.declare(true);
        IntStream.range(0, 25).forEach(i -> pair.report(source(i)));
        pair.restart(true);
        assertThat(blocked()).isEqualTo(IntStream.range(0, 20).boxed().toList());
    }

    @Test
    void aDeclarationReachesNoFurtherThanTheBucketTheNewestFirst() {
        pair.beta.lied(Pair.ACME); // who is not trusted took nothing out of its bucket for the fast lane
        for (int i = 0; i < 25; i++) {
            pair.report(source(i));
            pair.pass(Duration.ofSeconds(1));
        }
        pair.declare(true);
        assertThat(blocked()).isEqualTo(IntStream.range(5, 25).boxed().toList());
        pair.declare(true);
        assertThat(blocked()).as("saying it again opens nothing").hasSize(20);
    }

    private List<Integer> blocked() {
        return IntStream.range(0, 25)
                .filter(i -> pair.basis(source(i)) == Basis.FULL_TRUST)
                .boxed()
                .toList();
    }

    private static Address source(int i) {
        return Address.v4(0xcb007100 + 10 + i);
    }
}
