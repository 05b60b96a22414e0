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
            return new RunningNode(
                            node.client(), terminal, node.age(terminal.clock().now()))
                    .checks();
        } catch (Missing notRunning) {
            if (doctor.isHeld()) {
                return List.of(new Check(
                        "node",
                        Check.State.NOTE,
                        "a node is starting on this home, or runs and does not answer",
                        "ask again in some seconds; if it stays so, its log says why"));
            }
            var checks = new ArrayList<Check>();
            checks.add(new Check(
                    "node", Check.State.NOTE, "no node runs here", "tocsin node run --home " + node.folder()));
            checks.addAll(doctor.wouldDo());
            return checks;
        }
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
