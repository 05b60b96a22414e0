package org.tocsin.cli.verdict;

import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Takes an allowance back, so that the reports count again. */
@Command(
        description = "Takes back what verdict allow said; the reports count again at once.",
        footer = {
            "",
            "Examples:",
            "  tocsin verdict disallow 198.51.100.7",
            "  tocsin verdict disallow c2.example --json"
        })
public final class VerdictDisallow implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Parameters(paramLabel = "SUBJECT", description = "Address, domain name or URL")
    @SuppressWarnings("NullAway.Init")
    private String subject;

    public VerdictDisallow(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var answer = node.client().post(VerdictLine.path(subject) + "/disallow");
        if (!node.printed(terminal, answer)) {
            VerdictLine.print(terminal, answer);
        }
        return Exit.DONE;
    }
}
