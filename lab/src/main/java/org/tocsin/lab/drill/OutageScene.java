package org.tocsin.lab.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
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
        for (int i = 0; i < WHILE_AWAY; i++) {
            var loader = Cast.loader(firstAttack + i);
            var id = new Attack(crew, honest(i, last), loader, false).breakIn(false);
            if (id.isPresent()) {
                loaders.add(loader);
            }
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
        crew.tally.step(
                name + " catches up after a kill",
                caught == loaders.size() && !loaders.isEmpty(),
                caught + " of " + loaders.size() + " loaders that attacked while it was away are refused");
        crew.awaitConnected();
        count(back, last);
        crew.narrator.end();
    }

    /** Not beta, which a poison scene before this one may have shown to be a liar. */
    private Member honest(int turn, int last) {
        var honest = crew.members().stream()
                .filter(member -> member.org() != 1 && member.org() != last)
                .toList();
        return honest.get(turn % honest.size());
    }

    /** Every entry of every other log is held once: none lost, none twice. */
    private void count(Member back, int last) throws IOException, InterruptedException {
        long wanted = 0;
        for (var member : crew.members()) {
            wanted += member.org() == last ? 0 : member.said();
        }
        long held = back.followed();
        for (int i = 0; i < 100 && held < wanted; i++) {
            Thread.sleep(50);
            held = back.followed();
        }
        crew.tally.lost += Math.max(0, wanted - held);
        crew.tally.duplicates += Math.max(0, held - wanted);
        crew.tally.step("nothing lost, nothing twice", held == wanted, held + " entries held of " + wanted + " said");
    }
}
