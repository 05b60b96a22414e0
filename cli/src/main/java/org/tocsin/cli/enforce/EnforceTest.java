package org.tocsin.cli.enforce;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.Missing;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Json;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.edge.nft.KernelTable;
import org.tocsin.edge.nft.KernelTable.Trial;
import org.tocsin.kernel.Rejection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether this machine can do it, and how fast. */
@Command(
        description = "Puts a documentation address into a set, reads it back and removes it; no packet is concerned.",
        footer = {
            "",
            "The kernel alone is asked, in a table of its own that no packet passes: a node may run or not, and --home changes nothing.",
            "",
            "Exit code: 0 it works, 1 it does not, 69 no right to or no nf_tables.",
            "",
            "Examples:",
            "  tocsin enforce test",
            "  tocsin enforce test --count 10000 --json"
        })
public final class EnforceTest implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--count", paramLabel = "N", defaultValue = "1000", description = "How often (default: 1000).")
    private int count;

    @Mixin
    private final NodeOptions options = new NodeOptions();

    public EnforceTest(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (count < 1) {
            throw new Rejection("nft.tries", "at least once");
        }
        try (var table = KernelTable.open()) {
            var trial = table.trial(0, count, terminal.clock());
            if (options.json()) {
                terminal.out().println(json(trial));
            } else {
                terminal.out().println("The kernel took, kept and gave back an address " + count + " times.");
                line("put in force", trial.put());
                line("removed", trial.removed());
            }
            return Exit.DONE;
        } catch (Rejection refused) {
            throw Missing.or(refused);
        }
    }

    private void line(String what, List<Long> took) {
        terminal.out()
                .println(String.format(
                        Locale.ROOT,
                        "  %-12s  p50 %.3f ms, p99 %.3f ms, max %.3f ms",
                        what,
                        Trial.percentile(took, 0.5),
                        Trial.percentile(took, 0.99),
                        Trial.percentile(took, 1)));
    }

    private Json json(Trial trial) {
        return new Json()
                .put("count", count)
                .put("putP50Ms", Trial.percentile(trial.put(), 0.5))
                .put("putP99Ms", Trial.percentile(trial.put(), 0.99))
                .put("putMaxMs", Trial.percentile(trial.put(), 1))
                .put("removeP50Ms", Trial.percentile(trial.removed(), 0.5))
                .put("removeP99Ms", Trial.percentile(trial.removed(), 0.99))
                .put("removeMaxMs", Trial.percentile(trial.removed(), 1));
    }
}
