package org.tocsin.lab.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tocsin.exchange.Action;
import org.tocsin.lab.attack.Host;
import org.tocsin.lab.attack.Mirai;
import org.tocsin.lab.attack.MiraiPlan;
import org.tocsin.node.chronicle.Beat;

/** One loader breaks in at one organisation; what all others make of it, until it is retracted. */
final class Attack {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Actions of which enforcers carry out nothing. */
    private static final Set<String> LIFTED = Set.of(Action.IGNORE.name(), Action.WATCH.name());

    private final Crew crew;
    private final Member victim;
    private final Host loader;
    private final boolean measured;
    private final Duration patience;

    Attack(Crew crew, Member victim, Host loader, boolean measured) {
        this(crew, victim, loader, measured, PATIENCE);
    }

    /** @param patience how long anything may take to come about */
    Attack(Crew crew, Member victim, Host loader, boolean measured, Duration patience) {
        this.patience = patience;
        this.crew = crew;
        this.victim = victim;
        this.loader = loader;
        this.measured = measured;
    }

    /** Plays the break-in and waits until every other organisation, and the victim itself, has refused the loader, or has not. */
    Optional<String> breakIn(boolean live) throws IOException, InterruptedException {
        int mark = crew.board.mark();
        var plan = MiraiPlan.of(
                loader,
                Cast.victim(victim.org()),
                Cast.command(),
                loader.address().low());
        var player = crew.player(victim);
        long began = crew.clock.nanos();
        if (live) {
            player.live(Mirai.loader(plan, 0));
        } else {
            player.atOnce(Mirai.loader(plan, 0), crew.clock.now());
        }
        var subject = loader.address().toString();
        var finding = crew.board.await(
                mark,
                seen -> seen.org() == victim.org()
                        && seen.is(Beat.Kind.FINDING)
                        && seen.subject().equals(subject),
                patience);
        if (finding.isEmpty()) {
            crew.tally.missed += crew.members().size() - 1L;
            crew.tally.ownDoor(Cast.name(victim.org()), false);
            return Optional.empty();
        }
        long decided = player.handedNanos(finding.get().detail().path("packet").longValue());
        if (measured) {
            crew.tally.timeToFinding.add(finding.get().nanos() - began);
        }
        for (var member : crew.members()) {
            if (!member.equals(victim)) {
                protectedAt(member, mark, decided);
            }
        }
        crew.tally.ownDoor(
                Cast.name(victim.org()),
                Gate.shut(crew, victim, mark, loader.address(), patience).isPresent());
        var statement = crew.board.await(
                mark,
                seen -> seen.org() == victim.org()
                        && seen.is(Beat.Kind.STATEMENT)
                        && seen.subject().equals(subject),
                patience);
        if (measured) {
            crew.tally.loop.packetToFinding().add(finding.get().nanos() - decided);
            statement.ifPresent(said -> steps(mark, subject, finding.get(), said));
        }
        return statement.map(seen -> seen.detail("id"));
    }

    /** Where the time went: what each receiver told of this attack, between the statement and its block. */
    private void steps(int mark, String subject, Seen finding, Seen statement) {
        crew.tally.loop.findingToStatement().add(statement.nanos() - finding.nanos());
        var author = Cast.domain(victim.org());
        for (var member : crew.members()) {
            var verified = crew.board.since(
                    mark,
                    seen -> seen.org() == member.org()
                            && seen.is(Beat.Kind.VERIFIED)
                            && seen.subject().equals(author));
            var inForce = crew.board.since(
                    mark,
                    seen -> seen.org() == member.org()
                            && seen.is(Beat.Kind.IN_FORCE)
                            && seen.subject().equals(subject));
            if (!verified.isEmpty() && !inForce.isEmpty() && !member.equals(victim)) {
                crew.tally.loop.statementToVerified().add(verified.getFirst().nanos() - statement.nanos());
                crew.tally
                        .loop
                        .verifiedToInForce()
                        .add(inForce.getFirst().nanos() - verified.getFirst().nanos());
            }
        }
    }

    private void protectedAt(Member member, int mark, long decided) throws IOException, InterruptedException {
        var inForce = Gate.shut(crew, member, mark, loader.address(), patience);
        if (inForce.isEmpty()) {
            crew.tally.missed++;
        } else if (measured) {
            crew.tally.timeToProtect.add(inForce.get().nanos() - decided);
        }
    }

    /**
     * Takes the report back. Every other organisation must tell that it lets this loader in again, have it out of its block list,
     * and let its next real connection in.
     *
     * @return where it is kept out nevertheless
     */
    List<String> retract(String id) throws IOException, InterruptedException {
        int mark = crew.board.mark();
        long began = crew.clock.nanos();
        victim.retract(id);
        var kept = new ArrayList<String>();
        for (var member : crew.members()) {
            if (member.equals(victim)) {
                continue;
            }
            var lifted = crew.board.await(mark, seen -> seen.org() == member.org() && isLifted(seen), patience);
            boolean in = lifted.isPresent() && isLetIn(member);
            if (in && measured) {
                crew.tally.retract.add(lifted.get().nanos() - began);
            }
            if (!in) {
                kept.add(Cast.name(member.org()));
            }
        }
        crew.tally.retracted(crew.members().size() - 1, kept);
        return kept;
    }

    /** Any other line about the loader may as well prolong what keeps it out. */
    private boolean isLifted(Seen seen) {
        return seen.is(Beat.Kind.IN_FORCE)
                && seen.subject().equals(loader.address().toString())
                && LIFTED.contains(seen.detail("action"));
    }

    private boolean isLetIn(Member member) throws IOException {
        return !member.refuses(loader.address().toString()) && Gate.letsIn(crew, member, loader.address());
    }
}
