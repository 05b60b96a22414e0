package org.tocsin.cli.token;

import org.tocsin.cli.api.NamedAct;
import org.tocsin.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Ends a key. */
@Command(
        description = "Ends a token at once, and every console session that was begun with it.",
        footer = {"", "Examples:", "  tocsin token revoke firewall", "  tocsin token revoke night-shift --json"})
public final class TokenRevoke extends NamedAct {
    @Parameters(paramLabel = "NAME", description = "As token ls shows it.")
    private String name = "";

    public TokenRevoke(Terminal terminal) {
        super(terminal, "/api/v1/tokens/{}/revoke");
    }

    @Override
    protected String name() {
        return name;
    }

    @Override
    protected void show(JsonNode answer) {
        say("- revoked  " + name);
    }
}
