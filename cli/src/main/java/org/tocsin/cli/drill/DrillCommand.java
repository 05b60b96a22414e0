package org.tocsin.cli.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.terminal.Colour;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import org.tocsin.lab.drill.Drill;
import org.tocsin.lab.drill.DrillPlan;
import org.tocsin.lab.drill.DrillReport;
import org.tocsin.lab.drill.Samples;
import org.tocsin.lab.drill.Stage;
import org.tocsin.platform.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the main job on this machine: organisations are attacked, and what one sees protects all. */
@Command(
        description = "Attacks whole organisations on this machine and shows how one protects all.",
        footer = {
            "",
            "Examples:",
            "  tocsin drill                      three organisations, one attack",
            "  tocsin drill --orgs 20 --in-process --attacks 200 --report drill.json"
        })
public final class DrillCommand implements Callable<Integer> {
    private static final int WARM_UPS = 20;

    /** A node that has run for a minute is compiled; these processes are seconds old. */
    private static final int FEW_WARM_UPS = 6;

    private static final int MANY_ATTACKS = 10;
    private static final int ENOUGH_FOR_P99 = 100;

    private final Terminal terminal;

    @Option(names = "--orgs", defaultValue = "3", description = "Organisations (default ${DEFAULT-VALUE}).")
    private int orgs;

    @Option(names = "--in-process", description = "All in this process; for many organisations.")
    private boolean inProcess;

    @Option(
            names = "--scenario",
            defaultValue = "mirai",
            description = "mirai, poison, outage or all (default ${DEFAULT-VALUE}).")
    private String scenario = "mirai";

    @Option(
            names = "--attacks",
            defaultValue = "1",
            description = "Measured attacks, the victim rotating (default ${DEFAULT-VALUE}).")
    private int attacks;

    @Option(
            names = "--replay",
            paramLabel = "CAPTURE",
            description = "Feed a real capture to the first organisation's tap instead.")
    private @Nullable Path replay;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the measurements as JSON.")
    private @Nullable Path report;

    @Option(names = "--keep", description = "Stay up at the end and print the consoles' addresses.")
    private boolean keep;

    @Option(names = "--json", description = "Print the report as one JSON object instead of a timeline.")
    private boolean json;

    @Option(names = "--quiet", description = "No timeline and no talk.")
    private boolean quiet;

    public DrillCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        requireReport();
        var folder = Files.createTempDirectory("tocsin-drill-");
        var ending = new KeptUp(folder);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(ending));
        try {
            var plan = plan(folder);
            var stage = json || quiet ? quietStage() : new TerminalStage(terminal, quiet);
            var done = new Drill(plan, stage, terminal.clock()).run(ending.up, shown -> {
                show(shown);
                ending.code = code(shown);
            });
            return code(done);
        } catch (Rejection refused) {
            return ended(refused);
        } finally {
            ending.over.countDown();
        }
    }

    /** What the machine lacks, and what fell out of a drill, is no wrong use. */
    private int ended(Rejection refused) {
        int exit =
                switch (refused.code()) {
                    case "drill.addresses" -> Exit.MISSING;
                    case "drill.member", "drill.connect" -> Exit.FOUND;
                    default -> throw refused;
                };
        terminal.err().println("tocsin: " + Printable.of(refused.getMessage()));
        return exit;
    }

    private static int code(DrillReport done) {
        return done.passed() ? Exit.DONE : Exit.FOUND;
    }

    /** Before minutes of attacks, not after; what stands in the file stays until there is a report. */
    private void requireReport() {
        if (report == null) {
            return;
        }
        boolean there = Files.exists(report);
        try {
            Files.newOutputStream(report, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                    .close();
            if (!there) {
                Files.delete(report);
            }
        } catch (IOException e) {
            throw new Rejection("drill.report", report + " can't be written");
        }
    }

    private Stage quietStage() {
        return Stage.none();
    }

    private DrillPlan plan(Path folder) {
        int warmUps = replay != null ? 0 : attacks >= MANY_ATTACKS ? WARM_UPS : FEW_WARM_UPS;
        return new DrillPlan(orgs, inProcess, scenario(), attacks, warmUps, Optional.ofNullable(replay), keep, folder);
    }

    private DrillPlan.Scenario scenario() {
        return switch (scenario) {
            case "mirai" -> DrillPlan.Scenario.MIRAI;
            case "poison" -> DrillPlan.Scenario.POISON;
            case "outage" -> DrillPlan.Scenario.OUTAGE;
            case "all" -> DrillPlan.Scenario.ALL;
            default ->
                throw new Rejection("drill.scenario", "'" + scenario + "' is none of mirai, poison, outage, all");
        };
    }

    private void show(DrillReport done) {
        write(done);
        if (json) {
            terminal.out().println(Json.text(done.json()));
        } else if (!quiet) {
            verdict(done);
        }
    }

    private void write(DrillReport done) {
        try {
            if (report != null) {
                Files.write(report, Json.bytes(done.json()));
            }
        } catch (IOException e) {
            throw new Rejection("drill.report", report + " can't be written: " + e);
        }
    }

    private void verdict(DrillReport done) {
        var out = terminal.out();
        out.println();
        for (var step : done.steps()) {
            var mark = step.passed() ? terminal.paint(Colour.GREEN, "ok    ") : terminal.paint(Colour.RED, "FAILED");
            out.println(mark + "  " + step.name() + ": " + step.what());
        }
        out.println();
        out.println("                        p50       p99       max   samples");
        row("time to protect", done.timeToProtect());
        row("  packet to finding", done.loop().packetToFinding());
        row("  to statement", done.loop().findingToStatement());
        row("  to verified", done.loop().statementToVerified());
        row("  to in force", done.loop().verifiedToInForce());
        row("time to finding", done.timeToFinding());
        row("retraction", done.retract());
        row("fdatasync, this run", done.fdatasync());
        if (done.warmUps() > 0) {
            out.println(done.warmUps() + " attacks before these were to warm up and are not measured");
        }
        out.println("missed " + done.missed() + ", innocents harmed " + done.innocentBlocked() + ", lost " + done.lost()
                + ", duplicates " + done.duplicates());
        out.println();
        out.println(
                done.passed()
                        ? terminal.paint(Colour.GREEN, "Passed") + ": " + done.shown()
                        : terminal.paint(Colour.RED, "Failed") + ": see the lines above.");
        out.println("Next: tocsin drill --scenario all --keep, or your own node: docs/deploy.md");
    }

    private void row(String name, Samples samples) {
        terminal.out()
                .println(String.format(
                        Locale.ROOT,
                        "%-20s %s %s %s %8d",
                        name,
                        time(samples, 0.5, 1),
                        time(samples, 0.99, ENOUGH_FOR_P99),
                        time(samples, 1, 1),
                        samples.count()));
    }

    /** A dash where nothing was measured; of fewer than a hundred samples the 99th of a hundred is nobody's. */
    private static String time(Samples samples, double share, int enough) {
        return samples.count() < enough
                ? "        -"
                : String.format(Locale.ROOT, "%6.1f ms", samples.percentileMs(share));
    }
}
