package org.tocsin.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** A node whose folder is put back to what it was must not tell its circle another story than before. */
final class RestoredBackupTest extends Street {
    @Test
    void aRestoredBackupStopsByNameAndTellsTheCure() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        House.befriend(acme, beta);
        acme.say("one");
        assertThat(beta.hear()).containsExactly("one");
        var backup = acme.backUp();
        acme.say("two");
        assertThat(beta.hear()).containsExactly("two");
        acme.restore(backup);
        House.await("it was not stopped", () -> acme.federation
                .held()
                .filter(why -> why.contains("tocsin log reopen"))
                .isPresent());
        assertThatThrownBy(() -> acme.say("another two")).hasMessageContaining("ledger.rolled-back");
        assertThat(beta.lies).as("nobody is accused of it").isEmpty();
    }

    @Test
    void aBackupWithATlsKeyOfLongAgoIsStoppedAllTheSame() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        House.befriend(acme, beta);
        acme.say("one");
        assertThat(beta.hear()).containsExactly("one");
        var backup = acme.backUp();
        acme.stop();
        acme.rotate();
        acme.start();
        acme.say("two");
        assertThat(beta.hear()).containsExactly("two");
        acme.restore(backup);
        House.await("it was not stopped", () -> acme.federation
                .held()
                .filter(why -> why.contains("descriptor 2"))
                .isPresent());
        assertThat(Federation.ownShown(acme.database(), House.CLOCK))
                .hasValueSatisfying(shown -> assertThat(shown.number()).isEqualTo(2));
        assertThat(beta.lies).isEmpty();
    }

    @Test
    void aReopenedLogGoesOnAndTheOldOneStaysAsItWas() throws Exception {
        var acme = house("acme.example");
        var beta = house("beta.example");
        House.befriend(acme, beta);
        acme.say("one");
        assertThat(beta.hear()).containsExactly("one");
        var backup = acme.backUp();
        acme.say("two");
        assertThat(beta.hear()).containsExactly("two");
        var old = acme.circleLog;
        acme.restore(backup, true);
        House.await("it is held", () -> acme.federation.held().isEmpty());
        acme.say("after the cure");
        assertThat(beta.hear()).containsExactly("after the cure");
        assertThat(acme.circleLog).isEqualTo(old.next());
        assertThat(beta.federation.followed()).containsEntry(old.toString(), 2L);
        assertThat(beta.federation.followed()).containsEntry(acme.circleLog.toString(), 1L);
        assertThat(beta.lies).isEmpty();
        acme.stop();
        acme.start();
        acme.say("and on");
        assertThat(beta.hear()).containsExactly("and on");
    }
}
