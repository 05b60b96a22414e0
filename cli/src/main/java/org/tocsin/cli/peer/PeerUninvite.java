package org.tocsin.cli.peer;

import org.tocsin.cli.api.NamedAct;
import org.tocsin.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Takes an invitation back that nobody has used. */
@Command(
        description = "Takes back an invitation that nobody has used: its token opens nothing any more.",
        footer = {
            "",
            "Examples:",
            "  tocsin peer uninvite 6f0c8e1e7d1b5c0a",
            "  tocsin peer uninvite 6f0c8e1e7d1b5c0a --json"
        })
public final class PeerUninvite extends NamedAct {
    @Parameters(paramLabel = "ID", description = "As peer invitations shows it.")
    private String id = "";

    public PeerUninvite(Terminal terminal) {
        super(terminal, "/api/v1/peers/invitations/{}/revoke");
    }

    @Override
    protected String name() {
        return id;
    }

    @Override
    protected void show(JsonNode answer) {
        say("- taken back  " + id);
    }
}
