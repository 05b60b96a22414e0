package org.tocsin.cli.bench;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.Missing;
import org.tocsin.cli.terminal.Json;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Rejection;
import org.tocsin.lab.bench.Bench;
import org.tocsin.lab.bench.Benches;
import org.tocsin.lab.bench.Figure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs one bench, or says which there are. */
@Command(
        description = "Measures this build on this machine.",
        footer = {
            "",
            "Examples:",
            "  tocsin bench                     which benches there are",
            "  tocsin bench detection --json"
        })
public final class BenchCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The bench to run; without it they are listed.")
    private @Nullable String name;

    @Option(names = "--json", description = "One JSON object a figure on a line.")
    private boolean json;

    @Option(names = "--quiet", description = "No talk on standard error.")
    private boolean quiet;

    public BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (name == null) {
            Benches.all().forEach(this::list);
            return Exit.DONE;
        }
        var bench = Benches.named(name);
        try {
            bench.run(this::show, line -> {
                if (!quiet) {
                    terminal.err().println(line);
                }
            });
        } catch (Rejection refused) {
            throw Missing.or(refused);
        }
        return Exit.DONE;
    }

    private void list(Bench bench) {
        terminal.out()
                .println(
                        json
                                ? new Json()
                                        .put("name", bench.name())
                                        .put("about", bench.about())
                                        .toString()
                                : String.format("%-12s %s", bench.name(), bench.about()));
    }

    private void show(Figure figure) {
        if (json) {
            var line = new Json()
                    .put("name", figure.name())
                    .put("value", figure.value())
                    .put("unit", figure.unit());
            if (figure.peer() != null) {
                line.put("peer", figure.peer()).put("peerValue", figure.peerValue());
            }
            terminal.out().println(line);
            return;
        }
        var beside = figure.peer() == null
                ? ""
                : String.format(Locale.ROOT, "   (%s: %,.0f)", figure.peer(), figure.peerValue());
        terminal.out()
                .println(String.format(
                        Locale.ROOT, "%-44s %,14.1f %s%s", figure.name(), figure.value(), figure.unit(), beside));
    }
}
