package org.tocsin.cli.enforce;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.Missing;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.api.Refused;
import org.tocsin.cli.terminal.Json;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.edge.nft.KernelTable;
import org.tocsin.edge.nft.KernelTable.Owner;
import org.tocsin.kernel.Rejection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes everything of ours out of the kernel. */
@Command(
        description =
                "Removes a node's table from the kernel, and asks. A node that runs writes it anew within a second;"
                        + " to lift one block: tocsin verdict allow.",
        footer = {
            "",
            "There is one table a machine, whichever home its node has; --home says which node to ask whether it runs.",
            "",
            "Examples:",
            "  tocsin enforce clear",
            "  tocsin enforce clear --yes --json"
        })
public final class EnforceClear implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Mixin
    private final NodeOptions options = new NodeOptions();

    public EnforceClear(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (var table = KernelTable.open()) {
            boolean there = table.look().owner() != Owner.NOBODY;
            if (there && !yes && !sure()) {
                throw new Refused("nft.kept", "nothing was changed; the table stays");
            }
            boolean cleared = table.clear();
            if (cleared && writesAnew()) {
                options.talk(
                        terminal,
                        "tocsin: the node of " + options.folder()
                                + " runs, and writes it anew within a second; to end that,"
                                + " stop it or set edge.kernel.enforce to false");
            }
            terminal.out()
                    .println(
                            options.json()
                                    ? new Json().put("cleared", cleared).toString()
                                    : cleared
                                            ? "- removed  table inet tocsin"
                                            : "There is no table inet tocsin; nothing was changed.");
            return Exit.DONE;
        } catch (Rejection refused) {
            throw Missing.or(refused);
        }
    }

    private boolean writesAnew() {
        return NodeSays.of(options).path("enforcing").booleanValue(false);
    }

    private boolean sure() {
        try {
            return terminal.confirm("Remove the table inet tocsin? Whoever it drops gets through to the next filter.");
        } catch (IOException unreadable) {
            return false;
        }
    }
}
