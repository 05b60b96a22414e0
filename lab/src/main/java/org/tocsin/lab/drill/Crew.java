package org.tocsin.lab.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Rejection;
import org.tocsin.lab.attack.Player;
import org.tocsin.node.Ears;

/** All organisations of a drill, started, joined pair by pair, and what is known of them. */
final class Crew implements AutoCloseable {
    private static final int DEVICES = 3;
    private static final int DEVICES_OF_MANY = 1;
    private static final int MANY = 8;
    private static final int CONNECTED_WITHIN_S = 120;

    final Clock clock;
    final Board board;
    final Tally tally = new Tally();
    final Narrator narrator;
    private final DrillPlan plan;
    private final Stage stage;
    private final Map<Integer, Member> members = new TreeMap<>();
    private final Map<Integer, Integer> brokers = new ConcurrentHashMap<>();
    private final Map<Integer, Player> players = new ConcurrentHashMap<>();
    private final Map<Integer, Applied> applied = new ConcurrentHashMap<>();

    Crew(DrillPlan plan, Stage stage, Clock clock) {
        this.plan = plan;
        this.stage = stage;
        this.clock = clock;
        narrator = new Narrator(stage, clock);
        board = new Board(clock, narrator::hear);
    }

    List<Member> members() {
        return List.copyOf(members.values());
    }

    Member member(int org) {
        var member = members.get(org);
        if (member == null) {
            throw new Rejection("drill.member", Cast.name(org) + " is not running");
        }
        return member;
    }

    Player player(Member member) throws IOException {
        var known = players.get(member.org());
        if (known != null) {
            return known;
        }
        var player = new Player(
                member.tap(),
                clock,
                (says, _, atNanos) -> narrator.tell(atNanos, Cast.name(member.org()), "hostile", says));
        players.put(member.org(), player);
        return player;
    }

    void start() throws IOException, InterruptedException {
        Files.createDirectories(plan.folder());
        for (int org = 0; org < plan.orgs(); org++) {
            stage.progress("starting organisations", org, plan.orgs());
            brokers.put(org, MemberHome.freePort());
            start(org);
        }
        stage.progress("starting organisations", plan.orgs(), plan.orgs());
        join();
    }

    /** Starts one, or starts it again in its old home. */
    Member start(int org) throws IOException, InterruptedException {
        int devices = plan.orgs() >= MANY ? DEVICES_OF_MANY : DEVICES;
        int broker = Objects.requireNonNull(brokers.get(org));
        Path folder = plan.folder();
        players.remove(org);
        var hearers = hearers(org);
        Member member = plan.inProcess()
                ? new LocalMember(org, MemberHost.start(folder, org, broker, devices, hearers.ears(org)))
                : new ProcessMember(folder, org, broker, devices, hearers);
        take(member);
        return member;
    }

    void take(Member member) {
        members.put(member.org(), member);
    }

    /**
     * Who hears one life of an organisation.
     *
     * @param seen hears its timeline
     * @param took hears what its exchange makes of others' entries
     */
    record Hearers(Consumer<Seen> seen, Consumer<Took> took) {
        private Ears ears(int org) {
            return new Ears(beat -> seen.accept(Seen.of(org, beat)), taking -> took.accept(Took.of(taking)));
        }
    }

    Hearers hearers(int org) {
        return new Hearers(board::add, applied(org).begin());
    }

    /** What an organisation has made of others' entries, in all its lives. */
    Applied applied(int org) {
        return applied.computeIfAbsent(org, _ -> new Applied());
    }

    /** Every pair joins by a token of its own. */
    private void join() throws IOException, InterruptedException {
        int pairs = plan.orgs() * (plan.orgs() - 1) / 2;
        int done = 0;
        for (int inviter = 0; inviter < plan.orgs(); inviter++) {
            for (int joiner = inviter + 1; joiner < plan.orgs(); joiner++) {
                stage.progress("joining, each pair by its own token", done++, pairs);
                member(joiner).join(member(inviter).invite());
                member(inviter).accept(member(joiner).id());
            }
        }
        awaitConnected();
        stage.progress("joining, each pair by its own token", pairs, pairs);
    }

    /** Waits until everybody has a session with everybody. */
    void awaitConnected() throws IOException, InterruptedException {
        long end = clock.nanos() + TimeUnit.SECONDS.toNanos(CONNECTED_WITHIN_S);
        var waiting = new ArrayList<>(members.values());
        while (!waiting.isEmpty()) {
            if (waiting.getFirst().connected() == members.size() - 1) {
                waiting.removeFirst();
            } else if (clock.nanos() > end) {
                throw new Rejection(
                        "drill.connect",
                        Cast.name(waiting.getFirst().org()) + " has not met all others within " + CONNECTED_WITHIN_S
                                + " s");
            } else {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    void kill(int org) throws IOException {
        member(org).kill();
        members.remove(org);
        players.remove(org);
    }

    @Override
    public void close() throws IOException {
        IOException failed = null;
        for (var member : members()) {
            try {
                member.close();
            } catch (IOException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
