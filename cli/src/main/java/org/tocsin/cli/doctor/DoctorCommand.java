package org.tocsin.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.Missing;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Colour;
import org.tocsin.cli.terminal.Json;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Printable;
import org.tocsin.node.doctor.Check;
import org.tocsin.node.doctor.Doctor;
import org.tocsin.node.home.Home;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** Looks at this machine, the home folder and, if it runs, the node. */
@Command(
        description = "Looks at this machine, the home folder and the running node, and says what to do.",
        footer = {
            "",
            "Exit code: 0 nothing is broken, 1 something is.",
            "",
            "Examples:",
            "  tocsin doctor --home node",
            "  tocsin doctor --json"
        })
public final class DoctorCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    public DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var doctor = new Doctor(new Home(node.folder()), System.getenv(), terminal.clock());
        var checks = new ArrayList<>(doctor.examine());
        checks.addAll(running(doctor));
        checks.forEach(this::show);
        return checks.stream().anyMatch(check -> check.state() == Check.State.BAD) ? Exit.FOUND : Exit.DONE;
    }

    private List<Check> running(Doctor doctor) {
        try {
            var answer = node.client().get("/api/v1/peers");
            var checks = new ArrayList<Check>();
            checks.add(new Check(
                    "node", Check.State.GOOD, "runs as " + answer.path("domain").asString(""), ""));
            checks.add(tap(node.client().get("/api/v1/tap")));
            checks.add(ledger(node.client().get("/api/v1/ledger")));
            for (var peer : answer.path("peers")) {
                checks.add(peer(
                        peer.path("domain").asString(""),
                        peer.path("state").asString(""),
                        peer.path("connected").booleanValue(),
                        peer.path("lagMs").longValue(),
                        peer.path("problem").asString(""),
                        peer.path("refusal").asString("")));
            }
            return checks;
        } catch (Missing notRunning) {
            var checks = new ArrayList<Check>();
            checks.add(new Check(
                    "node", Check.State.NOTE, "no node runs here", "tocsin node run --home " + node.folder()));
            doctor.tap().ifPresent(checks::add);
            return checks;
        }
    }

    private static Check tap(JsonNode tap) {
        var source = tap.path("source").asString("");
        var seen = count(tap.path("packets").longValue(0), "packet") + ", "
                + count(tap.path("devices").longValue(0), "device");
        return switch (tap.path("state").asString("")) {
            case "none" ->
                new Check(
                        "tap",
                        Check.State.NOTE,
                        "no tap is set, so no packets are seen",
                        "docs/deploy.md: where packets come from");
            case "reading" -> new Check("tap", Check.State.GOOD, "reads " + source + ": " + seen, "");
            case "waiting" ->
                new Check(
                        "tap",
                        Check.State.NOTE,
                        source + " gives nothing at the moment; " + seen,
                        "see whether the sensor runs, or the interface is up");
            case "ended" ->
                new Check(
                        "tap",
                        Check.State.NOTE,
                        source + " was read to its end: " + seen,
                        "a live tap is a pipe or an interface: docs/deploy.md");
            default ->
                new Check(
                        "tap",
                        Check.State.BAD,
                        source + " broke: " + tap.path("trouble").asString("") + "; " + seen,
                        "look at what writes it; it must be pcap or pcapng");
        };
    }

    private static Check ledger(JsonNode ledger) {
        var why = ledger.path("why").asString("");
        return switch (ledger.path("state").asString("")) {
            case "signing" -> new Check("ledger", Check.State.GOOD, "appends and signs", "");
            case "held" ->
                new Check("ledger", Check.State.NOTE, why, "it goes on by itself 10 s after the first has answered");
            default -> new Check("ledger", Check.State.BAD, why, "docs/errors.md has the code and its cure");
        };
    }

    private static String count(long number, String thing) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? thing : thing + "s");
    }

    private static Check peer(
            String domain, String state, boolean connected, long lagMs, String problem, String refusal) {
        var name = "peer " + domain;
        if (state.equals("pending")) {
            return new Check(
                    name,
                    Check.State.NOTE,
                    "waits for you",
                    "compare its fingerprint, then: tocsin peer accept " + domain);
        }
        if (state.equals("paused")) {
            return new Check(name, Check.State.NOTE, "is paused", "tocsin peer resume " + domain);
        }
        if (!connected && problem.contains("peer.pending")) {
            return new Check(
                    name, Check.State.NOTE, "has not accepted this node yet", "ask them for tocsin peer accept");
        }
        if (!connected && (refusal.equals("peer.removed") || refusal.equals("peer.unknown"))) {
            return new Check(
                    name,
                    Check.State.BAD,
                    "has removed this node, or began anew: " + problem,
                    "ask them for an invitation, or: tocsin peer remove " + domain);
        }
        if (!connected && (problem.contains("follow.beyond") || problem.contains("descriptor.number"))) {
            return new Check(
                    name,
                    Check.State.BAD,
                    "it holds more of this node than this node has: " + problem,
                    "was a backup restored here? Stop the node, then: tocsin log reopen");
        }
        return connected
                ? new Check(name, Check.State.GOOD, "connected, " + lagMs + " ms behind by both clocks", "")
                : new Check(
                        name,
                        Check.State.BAD,
                        "not connected: " + problem,
                        "see whether it runs, and whether its URL is right");
    }

    private void show(Check check) {
        var state = check.state().name().toLowerCase(Locale.ROOT);
        if (node.json()) {
            terminal.out()
                    .println(new Json()
                            .put("name", check.name())
                            .put("state", state)
                            .put("what", check.what())
                            .put("cure", check.cure()));
            return;
        }
        var colour =
                switch (check.state()) {
                    case GOOD -> Colour.GREEN;
                    case NOTE -> Colour.AMBER;
                    case BAD -> Colour.RED;
                };
        terminal.out()
                .println(terminal.paint(colour, String.format(Locale.ROOT, "%-4s", state)) + "  "
                        + String.format(Locale.ROOT, "%-14s", Printable.of(check.name())) + "  "
                        + Printable.of(check.what()));
        if (!check.cure().isEmpty()) {
            terminal.out().println("                      -> " + Printable.of(check.cure()));
        }
    }
}
