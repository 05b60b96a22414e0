package org.tocsin.cli.peer;

import org.tocsin.cli.api.NamedAct;
import org.tocsin.cli.terminal.Terminal;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Does one thing to one peer that is named by its domain or fingerprint. */
abstract class PeerAct extends NamedAct {
    @Parameters(paramLabel = "PEER", description = "Domain, or the first groups of the fingerprint")
    private String peer = "";

    PeerAct(Terminal terminal, String verb) {
        super(terminal, "/api/v1/peers/{}/" + verb);
    }

    @Override
    protected final String name() {
        return peer;
    }

    @Override
    protected void show(JsonNode answer) {
        PeerLine.print(terminal(), answer);
    }
}
