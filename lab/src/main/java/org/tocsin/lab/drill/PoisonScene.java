package org.tocsin.lab.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.tocsin.kernel.Address;
import org.tocsin.lab.attack.Knock;
import org.tocsin.lab.attack.Mirai;
import org.tocsin.node.chronicle.Beat;

/** A member lies about a busy peer and a public resolver, and somebody forges SYNs from an innocent: nobody may be harmed. */
final class PoisonScene {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int KNOCK_MS = 2_000;
    private static final String RESOLVER = "9.9.9.9";

    private final Crew crew;

    PoisonScene(Crew crew) {
        this.crew = crew;
    }

    void play() throws IOException, InterruptedException {
        crew.narrator.begin(
                "beta's program was changed to lie: it reports a busy peer of everybody's, and a public resolver.");
        int mark = crew.board.mark();
        var liar = crew.member(1);
        var busy = Cast.busyPeer();
        liar.lie(busy.toString());
        liar.lie(RESOLVER);
        for (var member : crew.members()) {
            if (!member.equals(liar)) {
                unharmed(member, mark, busy);
            }
        }
        forged(crew.member(0));
        crew.narrator.end();
    }

    private void unharmed(Member member, int mark, Address busy) throws IOException, InterruptedException {
        var name = Cast.name(member.org());
        boolean heard = heard(member, mark, busy.toString()) && heard(member, mark, RESOLVER);
        boolean in = Knock.at(member.relay(), busy, KNOCK_MS, crew.clock).answer() == Knock.Answer.LET_IN;
        if (!in) {
            crew.tally.innocentBlocked++;
        }
        crew.tally.step(
                name + " does not cut its busy peer off",
                heard && in,
                heard ? "own traffic outweighs the word" : "no verdict");
        double trust = member.trust(crew.member(1).id());
        crew.tally.step(
                name + " no longer trusts the liar with the fast lane",
                trust < 0.9,
                "trusted " + Samples.rounded(trust) + " after it named a public resolver");
    }

    private boolean heard(Member member, int mark, String subject) throws InterruptedException {
        return crew.board
                .await(
                        mark,
                        seen -> seen.org() == member.org()
                                && List.of(Beat.Kind.VERDICT.word()).contains(seen.kind())
                                && seen.subject().equals(subject),
                        PATIENCE)
                .isPresent();
    }

    private void forged(Member target) throws IOException, InterruptedException {
        crew.narrator.begin("Somebody sends SYNs in the name of an innocent.");
        int mark = crew.board.mark();
        var innocent = Cast.innocent();
        crew.player(target)
                .live(Mirai.forgedSyns(innocent, List.of(Cast.victim(0), Cast.victim(1), Cast.victim(2)), 300, 11));
        var subject = innocent.address().toString();
        boolean found = crew.board
                .await(
                        mark,
                        seen -> seen.is(Beat.Kind.FINDING) && seen.subject().equals(subject),
                        Duration.ofSeconds(5))
                .isPresent();
        boolean said = !crew.board
                .since(
                        mark,
                        seen -> seen.is(Beat.Kind.STATEMENT) && seen.subject().equals(subject))
                .isEmpty();
        int refused = 0;
        for (var member : crew.members()) {
            var answer = Knock.at(member.relay(), innocent.address(), KNOCK_MS, crew.clock)
                    .answer();
            refused += answer == Knock.Answer.LET_IN ? 0 : 1;
        }
        crew.tally.innocentBlocked += refused;
        judgeForged(crew.tally, found, said, refused);
    }

    /** An innocent whom nobody noticed proves nothing: the step holds only where the forgery was seen and not believed. */
    static void judgeForged(Tally tally, boolean found, boolean said, int refused) {
        String what = !found
                ? "the forgery was not even seen"
                : said ? "the innocent was accused" : "let in everywhere, nothing shared";
        tally.step(
                "forged SYNs neither block nor accuse the innocent",
                found && !said && refused == 0,
                refused == 0 ? what : "refused at " + refused);
    }
}
