package org.tocsin.lab.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tocsin.lab.attack.Host;

/** The last organisation is killed while the others are attacked, comes back, and catches up by itself. */
final class OutageScene {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int WHILE_AWAY = 3;
    private static final int LOOKS = 200;
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Crew crew;

    OutageScene(Crew crew) {
        this.crew = crew;
    }

    void play(int firstAttack) throws IOException, InterruptedException {
        int last = crew.members().size() - 1;
        var name = Cast.name(last);
        before(firstAttack + WHILE_AWAY, last, name);
        crew.narrator.begin(name + " is killed with SIGKILL; the others are attacked while it is away.");
        crew.kill(last);
        var loaders = new ArrayList<Host>();
        int told = 0;
        for (int i = 0; i < WHILE_AWAY; i++) {
            var loader = Cast.loader(firstAttack + i);
            loaders.add(loader);
            var id = new Attack(crew, honest(i, last), loader, false).breakIn(false);
            told += id.isPresent() ? 1 : 0;
        }
        crew.narrator.begin(name + " comes back.");
        int mark = crew.board.mark();
        var back = crew.start(last);
        int caught = 0;
        for (var loader : loaders) {
            boolean refused =
                    Gate.shut(crew, back, mark, loader.address(), PATIENCE).isPresent();
            caught += refused ? 1 : 0;
        }
        judgeCaught(crew.tally, name, loaders.size(), told, caught);
        crew.awaitConnected();
        var account = Account.settled(crew, List.of(back));
        crew.tally.step(
                name + " lost nothing and acted on nothing twice over its two lives", account.holds(), account.words());
        crew.narrator.end();
    }

    /**
     * Of what it has acted on before it is killed, some is stored with its cursor, which must not be followed again, and the last may
     * not be, which must not be lost.
     */
    private void before(int attack, int last, String name) throws IOException, InterruptedException {
        crew.narrator.begin("The others are attacked, and " + name + " stores what it has heard.");
        var honest = honest(0, last);
        var _ = new Attack(crew, honest, Cast.loader(attack), false).breakIn(false);
        judgeStored(crew.tally, name, stillFollowing(honest.log(), honest.said(), last));
        var _ = new Attack(crew, honest, Cast.loader(attack + 1), false).breakIn(false);
    }

    /** How many entries it would follow again if it were killed now; waits until there are none. */
    private long stillFollowing(String log, long said, int last) throws InterruptedException {
        long left = crew.applied(last).following(log, said);
        for (int look = 0; look < LOOKS && left > 0; look++) {
            Thread.sleep(LOOK_EVERY);
            left = crew.applied(last).following(log, said);
        }
        return left;
    }

    static void judgeStored(Tally tally, String name, long left) {
        tally.step(
                name + " stores its cursor behind what it has acted on",
                left == 0,
                left == 0
                        ? "what it acted on before is not followed again after a kill"
                        : "a kill would have it follow " + left + " entries again");
    }

    /** A loader of which nobody told is let in as well: it is missed, and not left out of the count. */
    static void judgeCaught(Tally tally, String name, int attacked, int told, int caught) {
        tally.missed += attacked - caught;
        tally.step(
                name + " catches up after a kill",
                attacked > 0 && told == attacked && caught == attacked,
                caught + " of " + attacked + " loaders that attacked while it was away are refused"
                        + (told < attacked ? "; of " + (attacked - told) + " no statement came" : ""));
    }

    /** Not beta, which a poison scene before this one may have shown to be a liar. */
    private Member honest(int turn, int last) {
        var honest = crew.members().stream()
                .filter(member -> member.org() != 1 && member.org() != last)
                .toList();
        return honest.get(turn % honest.size());
    }
}
