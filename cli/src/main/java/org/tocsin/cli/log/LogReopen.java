package org.tocsin.cli.log;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.api.Refused;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Clock;
import org.tocsin.kernel.Entropy;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import org.tocsin.ledger.disk.LocalDisk;
import org.tocsin.node.Node;
import org.tocsin.node.home.Barred;
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
            "The node must be stopped. Peers follow the new logs by themselves; what was signed stays valid. Logs that nothing bars go on"
                    + " as they are: unless this node has stopped appending because peers hold more of it than it has, this is refused"
                    + " without --restored.",
            "",
            "Examples:",
            "  tocsin log reopen --home node",
            "  tocsin log reopen --home node --restored --yes"
        })
public final class LogReopen implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions options = new NodeOptions();

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(names = "--restored", description = "A backup was restored here, whether or not the node has noticed.")
    private boolean restored;

    public LogReopen(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var home = new Home(options.folder());
        home.requireFounded();
        requireStopped(home);
        var barred = new Barred(home).why();
        if (barred.isEmpty() && !restored) {
            throw notBarred("nothing bars the logs of " + home.folder()
                    + ", so they go on as they are. If a backup was restored here, add --restored");
        }
        barred.ifPresent(why -> options.talk(terminal, "Barred: " + Printable.of(why)));
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

    /** Before anything is asked: who is offered to end the logs of a node that is well may say yes. */
    private void requireStopped(Home home) throws IOException {
        try {
            new LocalDisk(home.state()).lock(Home.LOCK).close();
        } catch (Rejection running) {
            var ledger = options.client().get("/api/v1/ledger");
            throw ledger.path("state").asString("").equals("stopped")
                    ? running
                    : notBarred("the node of " + home.folder() + " runs, and nothing bars its logs: leave it as it is");
        }
    }

    private static Refused notBarred(String why) {
        return new Refused("log.not-barred", why);
    }
}
