package org.tocsin.cli.peer;

import java.io.IOException;
import org.tocsin.cli.api.ApiClient;
import org.tocsin.cli.api.Refused;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Printable;
import org.tocsin.platform.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Takes a peer off the record; a dead follower then no longer holds up a start. Source: ARCHITECTURE section 5, start rule. */
@Command(
        description =
                "Takes a peer off the record, and asks. To come back it needs a new token. To stop it for a while: peer pause.",
        footer = {"", "Examples:", "  tocsin peer remove beta.example", "  tocsin peer remove mfzw-42lt --yes"})
public final class PeerRemove extends PeerAct {
    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    public PeerRemove(Terminal terminal) {
        super(terminal, "remove");
    }

    @Override
    protected JsonNode ask(ApiClient client, String route) {
        if (!yes) {
            requireKnown(client.get("/api/v1/peers").path("peers"));
            if (!sure()) {
                throw new Refused("peer.kept", "nothing was changed; " + name() + " stays");
            }
        }
        return super.ask(client, route);
    }

    /** Nobody is asked about a peer that is not there. Matches as the node does. */
    private void requireKnown(JsonNode peers) {
        var wanted = name().strip();
        long found = peers.valueStream()
                .filter(peer -> Json.text(peer, "domain").equals(wanted)
                        || Json.text(peer, "fingerprint").startsWith(wanted)
                        || Json.text(peer, "id").equals(wanted))
                .count();
        if (found != 1) {
            throw new Refused(
                    found == 0 ? "peer.unknown" : "peer.ambiguous",
                    found + " peers match '" + wanted + "'; tocsin peer ls shows them");
        }
    }

    private boolean sure() {
        try {
            return terminal().confirm("Remove " + Printable.of(name()) + "? It takes a new token to come back.");
        } catch (IOException unreadable) {
            return false;
        }
    }

    @Override
    protected void show(JsonNode answer) {
        say("- removed  " + name());
    }
}
