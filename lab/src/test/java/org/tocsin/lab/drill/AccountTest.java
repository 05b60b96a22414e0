package org.tocsin.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.kernel.Clock;
import org.tocsin.lab.drill.DrillPlan.Scenario;

/** Faults planted in what a receiver acts on: each must be seen. */
final class AccountTest {
    @TempDir
    Path folder;

    private Crew crew;
    private Actor speaker;
    private Actor receiver;

    @BeforeEach
    void play() throws IOException {
        crew = new Crew(
                new DrillPlan(2, true, Scenario.MIRAI, 1, 0, Optional.empty(), false, folder),
                Stage.none(),
                Clock.system());
        speaker = Actor.join(crew, 0);
        receiver = Actor.join(crew, 1);
        speaker.said = 5;
    }

    @AfterEach
    void close() throws IOException {
        crew.close();
    }

    @Test
    void whoAppliesEachEntryOnceInOrderOrNotIsFine() throws Exception {
        receiver.applies(speaker, 3, 2);
        receiver.applies(speaker, 0, 3);
        judge(true, 0, 0);
    }

    /** The sum is right: five were said, five were applied. */
    @Test
    void anEntryThatIsAppliedTwiceDoesNotStandInForOneThatIsLost() throws Exception {
        receiver.applies(speaker, 0, 4);
        receiver.applies(speaker, 3, 1);
        judge(false, 1, 1);
    }

    @Test
    void anEntryThatIsAppliedTwiceIsADuplicate() throws Exception {
        receiver.applies(speaker, 0, 5);
        receiver.applies(speaker, 2, 1);
        judge(false, 0, 1);
    }

    @Test
    void whatNobodySaidIsSurplus() throws Exception {
        receiver.applies(speaker, 0, 6);
        judge(false, 0, 1);
    }

    @Test
    void entriesOfOneLogDoNotStandInForAnothers() throws Exception {
        var third = Actor.join(crew, 2);
        third.said = 5;
        third.applies(speaker, 0, 5);
        receiver.applies(speaker, 0, 10);
        speaker.applies(third, 0, 5);
        judge(false, 5, 5);
    }

    /** It was killed before it had stored what it had acted on: once in each life is as it should be. */
    @Test
    void whatAKilledReceiverFollowsAgainIsNoDuplicate() throws Exception {
        receiver.applies(speaker, 0, 4);
        receiver.close();
        var back = Actor.join(crew, 1);
        back.applies(speaker, 2, 3);
        judge(true, 0, 0);
        back.applies(speaker, 2, 1);
        judge(false, 0, 1);
    }

    @Test
    void anAccountOfNothingShowsNothing() throws Exception {
        speaker.said = 0;
        judge(false, 0, 0);
    }

    private void judge(boolean holds, long lost, long surplus) throws Exception {
        var tally = new Tally();
        tally.judge(Account.of(crew, crew.members()));
        assertThat(List.of(tally.lost, tally.duplicates)).containsExactly(lost, surplus);
        assertThat(tally.steps)
                .singleElement()
                .satisfies(step -> assertThat(step.passed()).as(step.what()).isEqualTo(holds));
    }
}
