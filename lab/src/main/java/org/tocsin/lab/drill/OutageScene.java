package org.tocsin.lab.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tocsin.lab.attack.Host;
import org.tocsin.lab.attack.Knock;
import org.tocsin.node.chronicle.Beat;

/** The last organisation is killed while the others are attacked, comes back, and catches up by itself. */
final class OutageScene {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int WHILE_AWAY = 3;
    private static final int KNOCK_MS = 2_000;

    private final Crew crew;

    OutageScene(Crew crew) {
        this.crew = crew;
    }

    void play(int firstAttack) throws IOException, InterruptedException {
        int last = crew.members().size() - 1;
        var name = Cast.name(last);
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
            var subject = loader.address().toString();
            var inForce = crew.board.await(
                    mark,
                    seen -> seen.org() == last
                            && seen.is(Beat.Kind.IN_FORCE)
                            && seen.subject().equals(subject),
                    PATIENCE);
            boolean refused = inForce.isPresent()
                    && Knock.at(back.relay(), loader.address(), KNOCK_MS, crew.clock)
                                    .answer()
                            == Knock.Answer.REFUSED;
            caught += refused ? 1 : 0;
        }
        judgeCaught(crew.tally, name, loaders.size(), told, caught);
        crew.awaitConnected();
        var account = Account.settled(crew, List.of(back));
        crew.tally.step(
                name + " lost nothing and verified nothing twice in one life", account.holds(), account.words());
        crew.narrator.end();
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
