package org.tocsin.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Clock;
import org.tocsin.lab.drill.DrillPlan.Scenario;

/** Receivers that do not lift, each in its own way: each must be seen. */
final class RetractionTest {
    private static final String LOADER = Cast.loader(0).address().toString();

    @TempDir
    Path folder;

    private Crew crew;
    private Actor victim;
    private Actor honest;
    private Actor faulty;

    @BeforeEach
    void play() throws IOException {
        crew = new Crew(
                new DrillPlan(3, true, Scenario.MIRAI, 1, 0, Optional.empty(), false, folder),
                Stage.none(),
                Clock.system());
        victim = Actor.join(crew, 0);
        honest = Actor.join(crew, 1);
        faulty = Actor.join(crew, 2);
    }

    @AfterEach
    void close() throws IOException {
        crew.close();
    }

    @Test
    void whoLiftsItEverywhereIsFine() throws Exception {
        assertThat(keptAfter(() -> faulty.tellsInForce(LOADER, "WATCH"))).isEmpty();
        assertThat(step().passed()).isTrue();
        assertThat(step().what()).contains("1 retractions; at 2 of 2 receivers");
    }

    @Test
    void aReceiverThatSaysNothingHasNotLiftedIt() throws Exception {
        assertThat(keptAfter(() -> {})).containsExactly("corda");
        assertThat(step().passed()).isFalse();
    }

    /** It only prolongs what stands: a line about the loader is not a line that lets it go. */
    @Test
    void aReceiverThatProlongsItHasNotLiftedIt() throws Exception {
        assertThat(keptAfter(() -> faulty.tellsInForce(LOADER, "REFUSE_NEW"))).containsExactly("corda");
    }

    @Test
    void aReceiverThatLiftsAnotherHasNotLiftedIt() throws Exception {
        var another = Cast.loader(1).address().toString();
        assertThat(keptAfter(() -> faulty.tellsInForce(another, "WATCH"))).containsExactly("corda");
    }

    @Test
    void aReceiverWhoseBlockListKeepsItHasNotLiftedItWhateverItTells() throws Exception {
        faulty.blocked.add(LOADER);
        assertThat(keptAfter(() -> faulty.tellsInForce(LOADER, "WATCH"))).containsExactly("corda");
    }

    @Test
    void aReceiverWhoseDoorStaysShutHasNotLiftedItWhateverItTells() throws Exception {
        faulty.doorIsOpen = false;
        assertThat(keptAfter(() -> faulty.tellsInForce(LOADER, "WATCH"))).containsExactly("corda");
    }

    private List<String> keptAfter(Runnable act) throws Exception {
        victim.onRetract = () -> {
            honest.tellsInForce(LOADER, "IGNORE");
            act.run();
        };
        return new Attack(crew, victim, Cast.loader(0), true, Duration.ofMillis(300)).retract("indicator--x");
    }

    private DrillReport.Step step() {
        crew.tally.judgeRetractions();
        return crew.tally.steps.getLast();
    }
}
