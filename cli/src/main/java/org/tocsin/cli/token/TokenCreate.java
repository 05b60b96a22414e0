package org.tocsin.cli.token;

import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a bearer token with a role. */
@Command(
        description = "Makes a token for the API or the feeds. It is shown once.",
        footer = {
            "",
            "Examples:",
            "  tocsin token create firewall --role feed",
            "  tocsin token create night-shift --role operator --quiet > token.txt"
        })
public final class TokenCreate implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Parameters(paramLabel = "NAME", description = "Who will use it; stands in the audit log")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            required = true,
            description = "feed (block lists only), reader, operator (lifts, accepts, retracts) or admin.")
    @SuppressWarnings("NullAway.Init")
    private String role;

    public TokenCreate(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!role.matches("feed|reader|operator|admin")) {
            throw new Rejection(
                    "token.role", "'" + Printable.of(role) + "' is no role; feed, reader, operator or admin is");
        }
        var answer = node.client()
                .post("/api/v1/tokens", Json.object().put("name", name).put("role", role));
        if (!node.printed(terminal, answer)) {
            terminal.out().println(Printable.of(Json.text(answer, "token")));
            node.talk(
                    terminal,
                    "It is not kept here in readable form: store it now. Send it as: Authorization: Bearer TOKEN");
        }
        return Exit.DONE;
    }
}
