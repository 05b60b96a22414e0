package org.tocsin.cli.verdict;

import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Span;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A person lifts what the engine decided, and keeps it lifted for a while. */
@Command(
        description = "Lets an address, a name or a URL in, whatever is reported about it. Undo: verdict disallow.",
        footer = {
            "",
            "Examples:",
            "  tocsin verdict allow 198.51.100.7",
            "  tocsin verdict allow 198.51.100.7 --for 12h"
        })
public final class VerdictAllow implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Parameters(paramLabel = "SUBJECT", description = "Address, domain name or URL")
    @SuppressWarnings("NullAway.Init")
    private String subject;

    @Option(
            names = "--for",
            paramLabel = "SPAN",
            defaultValue = "7d",
            description = "How long, as 30m, 12h, 7d or 2w (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String span;

    public VerdictAllow(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var _ = Span.parse(span);
        var answer = node.client().post(VerdictLine.path(subject) + "/allow?for=" + span);
        if (!node.printed(terminal, answer)) {
            VerdictLine.print(terminal, answer);
        }
        return Exit.DONE;
    }
}
