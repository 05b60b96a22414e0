package org.tocsin.cli.peer;

import org.tocsin.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** Takes a peer off the record; a dead follower then no longer holds up a start. Source: ARCHITECTURE section 5, start rule. */
@Command(
        description =
                "Takes a peer off the record. To come back it needs a new token. To stop it for a while: peer pause.",
        footer = {"", "Examples:", "  tocsin peer remove beta.example", "  tocsin peer remove mfzw-42lt --json"})
public final class PeerRemove extends PeerAct {
    public PeerRemove(Terminal terminal) {
        super(terminal, "remove");
    }

    @Override
    protected void show(JsonNode answer) {
        say("- removed  " + name());
    }
}
