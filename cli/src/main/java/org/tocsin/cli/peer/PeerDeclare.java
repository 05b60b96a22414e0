package org.tocsin.cli.peer;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.ApiClient;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a person knows about a peer and no protocol can: who belongs together, whose word counts as one's own. */
@Command(
        description = "Says what you know about a peer: its group, and whether its reports count as your own evidence.",
        footer = {
            "",
            "Examples:",
            "  tocsin peer declare beta.example --group acme      one voice with acme",
            "  tocsin peer declare plant-2.example --full-trust  a subsidiary, say"
        })
public final class PeerDeclare implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Parameters(paramLabel = "PEER", description = "Domain, or the first groups of the fingerprint")
    @SuppressWarnings("NullAway.Init")
    private String peer;

    @Option(names = "--group", paramLabel = "GROUP", description = "Counts as one voice with others of this group.")
    private @Nullable String group;

    @Option(
            names = "--full-trust",
            negatable = true,
            description = "Its observed reports act like own findings, or not.")
    private @Nullable Boolean fullTrust;

    public PeerDeclare(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var body = Json.object();
        if (group != null) {
            body.put("group", group);
        }
        if (fullTrust != null) {
            body.put("fullTrust", fullTrust.booleanValue());
        }
        if (body.isEmpty()) {
            throw new Rejection("peer.declare", "nothing is declared; give --group, --full-trust or --no-full-trust");
        }
        var answer = node.client().post("/api/v1/peers/" + ApiClient.part(peer) + "/declare", body);
        if (!node.printed(terminal, answer)) {
            PeerLine.print(terminal, answer);
        }
        return Exit.DONE;
    }
}
