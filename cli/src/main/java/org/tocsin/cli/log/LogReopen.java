package org.tocsin.cli.log;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.node.Node;
import org.tocsin.node.home.Home;
import org.tocsin.platform.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ends a node's logs and begins their successors. */
@Command(
        description =
                "After a restored backup: ends this node's logs and begins their successors, so that none is forked.",
        footer = {
            "",
            "The node must be stopped. Peers follow the new logs by themselves; what was signed stays valid.",
            "",
            "Examples:",
            "  tocsin log reopen --home node",
            "  tocsin log reopen --home node --yes"
        })
public final class LogReopen implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions options = new NodeOptions();

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    public LogReopen(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var home = new Home(options.folder());
        home.requireFounded();
        if (!yes
                && !terminal.confirm(
                        "End all logs of " + home.folder() + " and begin new ones? This can't be undone.")) {
            return Exit.FOUND;
        }
        var descriptor = Node.reopen(home, System.getenv(), Clock.system(), Entropy.system());
        if (options.json()) {
            terminal.out()
                    .println(Json.text(
                            Json.object().put("descriptor", descriptor.number()).put("reopened", true)));
        } else {
            terminal.out().println("The logs go on under new names, named by descriptor " + descriptor.number() + ".");
            options.talk(terminal, "Next: tocsin node run --home " + home.folder());
        }
        return Exit.DONE;
    }
}
