package org.tocsin.lab.drill;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Rejection;
import org.tocsin.lab.drill.DrillPlan.Scenario;

/** The main job in one command: organisations are attacked, and what one sees protects all. */
public final class Drill {
    private static final int PROBE_PORT = 0;

    private final DrillPlan plan;
    private final Stage stage;
    private final Clock clock;

    public Drill(DrillPlan plan, Stage stage, Clock clock) {
        this.plan = plan;
        this.stage = stage;
        this.clock = clock;
    }

    /** Runs it to the end; {@code up} is counted down by whoever wants a drill that is kept up to end. */
    public DrillReport run(CountDownLatch up) throws IOException, InterruptedException {
        return run(up, _ -> {});
    }

    /**
     * Runs it to the end.
     *
     * @param up counted down by whoever wants a drill that is kept up to end
     * @param told hears the report before a drill that is kept up waits
     */
    public DrillReport run(CountDownLatch up, Consumer<DrillReport> told) throws IOException, InterruptedException {
        requireAddresses();
        try (var crew = new Crew(plan, stage, clock)) {
            crew.start();
            try (var probe = new SyncProbe(plan.folder(), clock)) {
                play(crew);
                if (plan.replay().isEmpty()) {
                    new BatchScene(crew).play();
                }
                innocents(crew);
                crew.tally.judgeOwnDoors();
                crew.tally.judgeRetractions();
                account(crew);
                var report = report(crew, probe.samples);
                told.accept(report);
                if (plan.keep()) {
                    keep(crew, up);
                }
                return report;
            }
        }
    }

    /** Linux answers on all of 127.0.0.0/8; macOS on 127.0.0.1 alone. */
    private static void requireAddresses() {
        try (var socket = new Socket()) {
            socket.bind(new InetSocketAddress(Cast.loader(0).address().toInet(), PROBE_PORT));
        } catch (IOException e) {
            throw new Rejection(
                    "drill.addresses",
                    "attackers live in " + Cast.OUTSIDE + ", which can't be bound here. On macOS each address takes"
                            + " 'ifconfig lo0 alias'; Linux has them all");
        }
    }

    private void play(Crew crew) throws IOException, InterruptedException {
        if (plan.replay().isPresent()) {
            new ReplayScene(crew).play(plan.replay().get());
            return;
        }
        int attack = 0;
        for (int i = 0; i < plan.warmUps(); i++) {
            stage.progress("warming up, unmeasured", i, plan.warmUps());
            once(crew, attack++, false);
        }
        if (plan.plays(Scenario.MIRAI)) {
            for (int i = 1; i < plan.attacks(); i++) {
                stage.progress("attacking, each attack retracted before the next", i - 1, plan.attacks());
                once(crew, attack++, true);
            }
            new MiraiScene(crew).play(attack++);
        }
        if (plan.plays(Scenario.POISON)) {
            new PoisonScene(crew).play();
        }
        if (plan.plays(Scenario.OUTAGE)) {
            new OutageScene(crew).play(attack);
        }
    }

    /** One attack at the next victim, retracted. */
    private static void once(Crew crew, int number, boolean measured) throws IOException, InterruptedException {
        var members = crew.members();
        var attack = new Attack(crew, members.get(number % members.size()), Cast.loader(number), measured);
        var id = attack.breakIn(false);
        if (id.isEmpty()) {
            crew.tally.missed += measured ? 1 : 0;
        } else {
            attack.retract(id.get());
        }
    }

    /** Whether benign devices went on undisturbed. */
    private static void innocents(Crew crew) throws IOException {
        long sent = 0;
        long interrupted = 0;
        for (var member : crew.members()) {
            var fleet = member.fleet();
            sent += fleet.sent();
            interrupted += fleet.interruptions();
            crew.tally.duplicates += fleet.duplicates();
        }
        crew.tally.innocentBlocked += interrupted;
        crew.tally.step(
                "benign devices went on undisturbed",
                interrupted == 0 && sent > 0,
                sent + " messages over mutual TLS, " + interrupted + " sessions interrupted");
    }

    /** Whether every receiver has acted on every entry once, and what stands in them. A capture in which nothing was found leaves nothing to count. */
    private void account(Crew crew) throws IOException, InterruptedException {
        var account = Account.settled(crew, crew.members());
        if (account.said() > 0 || plan.replay().isEmpty()) {
            crew.tally.judge(account);
            crew.tally.judge(Privacy.settled(crew));
        }
    }

    private DrillReport report(Crew crew, Samples fdatasync) {
        var tally = crew.tally;
        return new DrillReport(
                plan.orgs(),
                plan.scenario().name(),
                plan.warmUps(),
                tally.timeToFinding,
                tally.timeToProtect,
                tally.loop,
                fdatasync,
                tally.retract,
                tally.missed,
                tally.innocentBlocked,
                tally.lost,
                tally.duplicates,
                tally.steps);
    }

    private void keep(Crew crew, CountDownLatch up) throws InterruptedException {
        crew.members()
                .forEach(member -> stage.says(Cast.name(member.org()) + ": console " + member.consoleUrl()
                        + "\n  a token to log in: tocsin token create ME --role admin --home "
                        + plan.folder().resolve(Cast.name(member.org()))));
        stage.says("All of it stays up until you press Ctrl-C.");
        up.await();
    }
}
