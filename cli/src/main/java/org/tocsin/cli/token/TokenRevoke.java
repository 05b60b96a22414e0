package org.tocsin.cli.token;

import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.ApiClient;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a key. */
@Command(
        description = "Ends a token at once, and every console session that was begun with it.",
        footer = {"", "Examples:", "  tocsin token revoke firewall", "  tocsin token revoke night-shift --json"})
public final class TokenRevoke implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Parameters(paramLabel = "NAME", description = "As token ls shows it.")
    private String name = "";

    public TokenRevoke(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var answer = node.client().post("/api/v1/tokens/" + ApiClient.part(name) + "/revoke");
        if (!node.printed(terminal, answer)) {
            terminal.out().println("- revoked  " + Printable.of(name));
        }
        return Exit.DONE;
    }
}
