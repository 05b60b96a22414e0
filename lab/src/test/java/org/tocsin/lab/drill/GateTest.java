package org.tocsin.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Organisations that keep nobody out, each in its own way: each must be seen. */
final class GateTest {
    private static final String LOADER = Cast.loader(0).address().toString();
    private static final String COMMAND = Cast.command().address().toString();
    private static final Duration PATIENCE = Duration.ofMillis(300);

    @TempDir
    Path folder;

    private Duo duo;
    private Crew crew;
    private Actor victim;
    private Actor receiver;

    @BeforeEach
    void play() throws IOException {
        duo = Duo.join(folder);
        crew = duo.crew();
        victim = duo.first();
        receiver = duo.second();
    }

    @AfterEach
    void close() throws IOException {
        duo.close();
    }

    private static void shuts(Actor actor, String address) {
        actor.tellsInForce(address, "BLOCK");
        actor.blocked.add(address);
        actor.doorIsOpen = false;
    }

    @Test
    void whoIsKeptOutByAllAndByTheVictimIsNotMissed() throws Exception {
        attack(() -> shuts(victim, LOADER));
        assertThat(crew.tally.missed).isZero();
        assertThat(ownDoors().passed()).isTrue();
    }

    @Test
    void aVictimThatPutsNothingInForceIsMissed() throws Exception {
        attack(() -> {});
        assertThat(crew.tally.missed).isEqualTo(1);
        assertThat(ownDoors().passed()).isFalse();
        assertThat(ownDoors().what()).contains("let in by acme");
    }

    @Test
    void aVictimWhoseOwnDoorStaysOpenIsMissedWhateverItTells() throws Exception {
        attack(() -> {
            victim.tellsInForce(LOADER, "BLOCK");
            victim.blocked.add(LOADER);
        });
        assertThat(crew.tally.missed).isEqualTo(1);
        assertThat(ownDoors().passed()).isFalse();
    }

    @Test
    void aCommandServerThatIsKeptOutByAllIsBlocked() throws Exception {
        shuts(victim, COMMAND);
        shuts(receiver, COMMAND);
        assertThat(command().passed()).isTrue();
    }

    /** A line in force about it, and the door happens to be shut: what is told is that it is let go. */
    @Test
    void aCommandServerThatIsToldAsLiftedIsNotBlocked() throws Exception {
        shuts(victim, COMMAND);
        receiver.tellsInForce(COMMAND, "WATCH");
        receiver.blocked.add(COMMAND);
        receiver.doorIsOpen = false;
        assertThat(command().passed()).isFalse();
    }

    @Test
    void aCommandServerWhoseAddressIsNotTheOneInForceIsNotBlocked() throws Exception {
        shuts(victim, COMMAND);
        shuts(receiver, LOADER);
        assertThat(command().passed()).isFalse();
    }

    @Test
    void aCommandServerThatTheBlockListAdmitsIsNotBlocked() throws Exception {
        shuts(victim, COMMAND);
        shuts(receiver, COMMAND);
        receiver.blocked.clear();
        assertThat(command().what()).startsWith("at 1 of 2 organisations");
    }

    private void attack(Runnable victimActs) throws Exception {
        var first = new Runnable() {
            private boolean done;

            @Override
            public void run() {
                if (!done && (done = true)) {
                    victim.finds(LOADER);
                    victim.says(LOADER);
                    shuts(receiver, LOADER);
                    victimActs.run();
                }
            }
        };
        victim.onPacket = first;
        assertThat(new Attack(crew, victim, Cast.loader(0), true, PATIENCE).breakIn(false))
                .isPresent();
    }

    private DrillReport.Step ownDoors() {
        crew.tally.judgeOwnDoors();
        return crew.tally.steps.getLast();
    }

    private DrillReport.Step command() throws Exception {
        MiraiScene.command(crew, 0, PATIENCE);
        return List.copyOf(crew.tally.steps).getLast();
    }
}
