package org.tocsin.lab.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.tocsin.exchange.Verdict;
import org.tocsin.kernel.Address;
import org.tocsin.lab.attack.Mirai;
import org.tocsin.node.chronicle.Beat;

/** A member lies about a busy peer and a public resolver, and somebody forges SYNs from an innocent: nobody may be harmed. */
final class PoisonScene {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** A hundred times as long as a statement takes behind its finding. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

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
        judgeArrived(crew.tally, Account.settled(crew, crew.members()));
        for (var member : crew.members()) {
            if (!member.equals(liar)) {
                unharmed(member, mark, busy);
            }
        }
        forged(crew.member(0));
        crew.narrator.end();
    }

    /** Whoever has not heard a lie yet harms nobody with it: doors that are tried too early prove nothing. */
    static void judgeArrived(Tally tally, Account account) {
        tally.step("the lies have been acted on everywhere before a door is tried", account.holds(), account.words());
    }

    private void unharmed(Member member, int mark, Address busy) throws IOException, InterruptedException {
        var name = Cast.name(member.org());
        boolean heard = heard(member, mark, busy.toString()) && heard(member, mark, RESOLVER);
        boolean in = Gate.letsIn(crew, member, busy);
        if (!in) {
            crew.tally.innocentBlocked++;
        }
        judgeSpared(
                crew.tally,
                name + " does not cut its busy peer off",
                heard && in,
                member.explain(busy.toString()),
                Verdict.Basis.OWN_TRAFFIC);
        judgeSpared(
                crew.tally,
                name + " does not cut the public resolver off",
                heard && !member.refuses(RESOLVER),
                member.explain(RESOLVER),
                Verdict.Basis.VETO);
        double trust = member.trust(crew.member(1).id());
        crew.tally.step(
                name + " no longer trusts the liar with the fast lane",
                trust < 0.9,
                "trusted " + Samples.rounded(trust) + " after it named a public resolver");
    }

    /**
     * Whoever was spared for another reason than the one that is shown here was spared by chance: a dead fast lane, say, or a report
     * that nobody looked at.
     *
     * @param spared it was judged, and is not kept out
     * @param ruling the receiver's own explanation
     */
    static void judgeSpared(Tally tally, String name, boolean spared, Ruling ruling, Verdict.Basis due) {
        tally.step(
                name,
                spared && ruling.basis() == due,
                ruling.why() + (ruling.basis() == due ? "" : " (" + ruling.basis() + ", and not " + due + ")"));
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
        // A finding is told before anything is said of it: a look at once would always find silence.
        boolean said = crew.board
                .await(
                        mark,
                        seen -> seen.is(Beat.Kind.STATEMENT) && seen.subject().equals(subject),
                        SILENCE)
                .isPresent();
        // The class of the attack is told without an address: that too must have come to all before their doors are
        // tried.
        boolean arrived = Account.settled(crew, crew.members()).holds();
        int refused = 0;
        for (var member : crew.members()) {
            refused += Gate.letsIn(crew, member, innocent.address()) ? 0 : 1;
        }
        crew.tally.innocentBlocked += refused;
        judgeForged(crew.tally, found, said, arrived, refused);
    }

    /**
     * An innocent whom nobody noticed proves nothing, and neither does one at whose door nobody has heard: the step holds only where
     * the forgery was seen, what was said of it has arrived, and it was not believed.
     */
    static void judgeForged(Tally tally, boolean found, boolean said, boolean arrived, int refused) {
        String what = !found
                ? "the forgery was not even seen"
                : said
                        ? "the innocent was accused"
                        : arrived ? "let in everywhere, no address shared" : "not everybody has acted on what was said";
        tally.step(
                "forged SYNs neither block nor accuse the innocent",
                found && !said && arrived && refused == 0,
                refused == 0 ? what : "refused at " + refused);
    }
}
