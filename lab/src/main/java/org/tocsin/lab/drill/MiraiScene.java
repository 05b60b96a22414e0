package org.tocsin.lab.drill;

import java.io.IOException;
import java.time.Duration;
import org.tocsin.lab.attack.Mirai;
import org.tocsin.lab.attack.MiraiPlan;
import org.tocsin.node.chronicle.Beat;

/** A loader breaks in at the first organisation; the device scans, is cut off, and calls home; everybody is protected. */
final class MiraiScene {
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    /** Many times as long as a statement takes behind its finding. */
    private static final Duration SILENCE = Duration.ofMillis(500);

    private static final int FOR_A_BLOCK = 7;
    private static final int REPORTERS = 6;

    private final Crew crew;

    MiraiScene(Crew crew) {
        this.crew = crew;
    }

    void play(int attack) throws IOException, InterruptedException {
        var victim = crew.member(0);
        loader(victim, attack);
        infection(victim);
        if (crew.members().size() >= FOR_A_BLOCK) {
            everybody();
        }
    }

    private void loader(Member victim, int number) throws IOException, InterruptedException {
        crew.narrator.begin(
                "A loader outside tries telnet at a camera of acme (simulated, as Mirai's published source does it).");
        long missedBefore = crew.tally.missed;
        var attack = new Attack(crew, victim, Cast.loader(number), true);
        var id = attack.breakIn(true);
        boolean all = id.isPresent() && crew.tally.missed == missedBefore;
        crew.tally.step(
                "loader refused everywhere",
                all,
                all
                        ? "its next connection was refused at "
                                + (crew.members().size() - 1) + " others, and at acme itself"
                        : "somebody let it in");
        if (id.isPresent()) {
            crew.narrator.begin("acme takes the report back.");
            var kept = attack.retract(id.get());
            crew.tally.step(
                    "a retraction lets it in again",
                    kept.isEmpty(),
                    kept.isEmpty() ? "let in at every other" : "kept out at " + String.join(", ", kept));
        }
        crew.narrator.end();
    }

    private void infection(Member victim) throws IOException, InterruptedException {
        crew.narrator.begin("The infected camera scans, and calls its command server.");
        int mark = crew.board.mark();
        var plan = MiraiPlan.of(Cast.loader(249), Cast.victim(victim.org()), Cast.command(), 7);
        crew.player(victim).live(Mirai.scan(plan, 0));
        var quarantine =
                crew.board.await(mark, seen -> seen.org() == victim.org() && seen.is(Beat.Kind.QUARANTINE), PATIENCE);
        var closed = crew.board.await(
                mark,
                seen -> seen.org() == victim.org()
                        && seen.is(Beat.Kind.CLOSED)
                        && seen.subject()
                                .equals(Cast.victim(victim.org()).address().toString()),
                Duration.ofSeconds(5));
        // A device is cut off before anything would be said of it: a look at once would always find silence.
        boolean silent = crew.board
                .await(mark, seen -> seen.is(Beat.Kind.STATEMENT), SILENCE)
                .isEmpty();
        crew.tally.step(
                "the scanning camera is cut off, nothing about it is shared",
                quarantine.isPresent() && closed.isPresent() && silent,
                closed.isPresent() ? "its MQTT session was closed" : "it was not cut off");
        crew.player(victim).live(Mirai.callsHome(plan, 0));
        command(crew, mark, PATIENCE);
        crew.narrator.end();
    }

    /** A line about it may as well lift or slow it: what counts is that it is denied, and finds the doors shut. */
    static void command(Crew crew, int mark, Duration patience) throws IOException, InterruptedException {
        int shut = 0;
        for (var member : crew.members()) {
            boolean kept = Gate.shut(crew, member, mark, Cast.command().address(), patience)
                    .isPresent();
            shut += kept ? 1 : 0;
        }
        crew.tally.step(
                "the command server is blocked everywhere",
                shut == crew.members().size(),
                "at " + shut + " of " + crew.members().size()
                        + " organisations it is told as denied, kept out by the block list, and refused at the relay");
    }

    /** Six see the same loader: the seventh, which saw nothing, blocks it in full. */
    private void everybody() throws IOException, InterruptedException {
        crew.narrator.begin("One loader logs in at six organisations, by telnet, which no relay guards.");
        int mark = crew.board.mark();
        var loader = Cast.everybodysLoader();
        for (int org = 0; org < REPORTERS; org++) {
            var plan = MiraiPlan.of(loader, Cast.victim(org), Cast.command(), org);
            crew.player(crew.member(org)).atOnce(Mirai.loader(plan, 0), crew.clock.now());
        }
        var bystander = crew.member(REPORTERS);
        var blocked = crew.board.await(
                mark,
                seen -> seen.org() == bystander.org()
                        && seen.is(Beat.Kind.VERDICT)
                        && seen.subject().equals(loader.address().toString())
                        && seen.detail("action").equals("block"),
                PATIENCE);
        boolean refused = blocked.isPresent() && Gate.refuses(crew, bystander, loader.address());
        crew.tally.step(
                "six independent reports make a full block at a seventh",
                refused,
                blocked.map(Seen::text).orElse("no block"));
        crew.narrator.end();
    }
}
