package org.tocsin.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tocsin.exchange.Taking;

/** Faults planted in what a receiver acts on: each must be seen. */
final class AccountTest {
    @TempDir
    Path folder;

    private Duo duo;
    private Crew crew;
    private Actor speaker;
    private Actor receiver;

    @BeforeEach
    void play() throws IOException {
        duo = Duo.join(folder);
        crew = duo.crew();
        speaker = duo.first();
        receiver = duo.second();
        speaker.said = 5;
    }

    @AfterEach
    void close() throws IOException {
        duo.close();
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

    /** Two batches, of two and of three: the first of the second is left out, and all around it is acted on. */
    @Test
    void theFirstEntryOfABatchThatIsSkippedIsLost() throws Exception {
        receiver.applies(speaker, 0, 2);
        receiver.applies(speaker, 3, 2);
        judge(false, 1, 0);
    }

    /** What an earlier life acted on and stored is what a batch begins with behind a kill: skipping that is no loss, and shows none. */
    @Test
    void theFirstEntryOfABatchIsLostIfNoLifeHasActedOnIt() throws Exception {
        receiver.applies(speaker, 0, 2);
        killed().applies(speaker, 2, 3);
        judge(true, 0, 0);
        speaker.said = 8;
        receiver = Actor.join(crew, 1);
        receiver.applies(speaker, 6, 2);
        judge(false, 1, 0);
    }

    @Test
    void batchesAreShownOnlyByEntriesThatCameTogetherAndWereAllActedOn() throws Exception {
        var receivers = List.<Member>of(receiver);
        receiver.verifies(speaker, 1);
        assertThat(BatchScene.fewestTogether(crew, 0, speaker.log(), receivers)).isEqualTo(1);
        receiver.verifies(speaker, 5);
        assertThat(BatchScene.fewestTogether(crew, 0, speaker.log(), receivers)).isEqualTo(5);
        var third = Actor.join(crew, 2);
        assertThat(BatchScene.fewestTogether(crew, 0, speaker.log(), List.of(receiver, third)))
                .as("one of them has seen no batch")
                .isZero();
        var tally = new Tally();
        receiver.applies(speaker, 1, 4);
        BatchScene.judge(tally, Account.of(crew, receivers), 5);
        receiver.applies(speaker, 0, 1);
        BatchScene.judge(tally, Account.of(crew, receivers), 5);
        BatchScene.judge(tally, Account.of(crew, receivers), 1);
        assertThat(tally.steps).extracting(DrillReport.Step::passed).containsExactly(false, true, false);
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
    void whatAKilledReceiverHadNotStoredIsNoDuplicate() throws Exception {
        receiver.applies(speaker, 0, 2);
        receiver.takes(speaker, 2, 2, Taking.Step.ACTED);
        var back = killed();
        back.applies(speaker, 2, 3);
        judge(true, 0, 0);
        back.applies(speaker, 2, 1);
        judge(false, 0, 1);
    }

    /** The store was ahead of the cursor: the entry is followed again, and the exchange knows it. */
    @Test
    void whatIsFollowedAgainAndNotActedOnAgainIsNoDuplicate() throws Exception {
        receiver.applies(speaker, 0, 5);
        killed().takes(speaker, 3, 2, Taking.Step.REPEATED);
        judge(true, 0, 0);
    }

    @Test
    void whatWasDurableAndIsActedOnAgainAfterAKillIsADuplicate() throws Exception {
        receiver.applies(speaker, 0, 5);
        killed().takes(speaker, 4, 1, Taking.Step.ACTED);
        judge(false, 0, 1);
    }

    /** Its cursor was told as stored, and was not: it takes everything again, and acts on it or does not. */
    @Test
    void whatAStoredCursorHadPassedAndIsFollowedAgainIsADuplicate() throws Exception {
        receiver.applies(speaker, 0, 5);
        receiver.takes(speaker, 0, 4, Taking.Step.PASSED);
        var back = killed();
        back.takes(speaker, 0, 2, Taking.Step.REPEATED);
        back.applies(speaker, 2, 2);
        judge(false, 0, 4);
    }

    @Test
    void whatNothingDurableCameOfIsLost() throws Exception {
        receiver.applies(speaker, 0, 4);
        receiver.takes(speaker, 4, 1, Taking.Step.ACTED);
        judge(false, 1, 0);
    }

    /** A kill came after the store and before the word of it: that a later life knows the entry shows that it was durable. */
    @Test
    void whatAKilledReceiverKnowsAgainIsNoLoss() throws Exception {
        receiver.applies(speaker, 0, 4);
        receiver.takes(speaker, 4, 1, Taking.Step.ACTED);
        receiver = killed();
        judge(false, 1, 0);
        receiver.takes(speaker, 4, 1, Taking.Step.REPEATED);
        judge(true, 0, 0);
        killed().takes(speaker, 4, 1, Taking.Step.ACTED);
        judge(false, 0, 1);
    }

    @Test
    void whatIsRepeatedInTheLifeThatActedOnItIsNotDurableByThat() throws Exception {
        receiver.applies(speaker, 0, 4);
        receiver.takes(speaker, 4, 1, Taking.Step.ACTED);
        receiver.takes(speaker, 4, 1, Taking.Step.REPEATED);
        judge(false, 1, 1);
    }

    @Test
    void whatWasRefusedIsLost() throws Exception {
        receiver.applies(speaker, 0, 4);
        receiver.takes(speaker, 4, 1, Taking.Step.REFUSED, Taking.Step.DURABLE);
        judge(false, 1, 0);
    }

    /** It says that it had acted on it, and nobody has seen it do so. */
    @Test
    void whatWasNeverActedOnIsLostWhateverTheReceiverRemembers() throws Exception {
        receiver.applies(speaker, 0, 4);
        killed().takes(speaker, 4, 1, Taking.Step.REPEATED, Taking.Step.DURABLE);
        judge(false, 1, 0);
    }

    @Test
    void whatNoCursorHasPassedWouldBeFollowedAgain() {
        receiver.applies(speaker, 0, 5);
        receiver.takes(speaker, 0, 3, Taking.Step.PASSED);
        assertThat(crew.applied(1).following(speaker.log(), 5)).isEqualTo(2);
        var tally = new Tally();
        OutageScene.judgeStored(tally, "corda", 2);
        OutageScene.judgeStored(tally, "corda", 0);
        assertThat(tally.steps).extracting(DrillReport.Step::passed).containsExactly(false, true);
    }

    private Actor killed() throws IOException {
        receiver.close();
        return Actor.join(crew, 1);
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
