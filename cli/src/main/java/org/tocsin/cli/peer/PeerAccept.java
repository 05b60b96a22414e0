package org.tocsin.cli.peer;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.ApiClient;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.api.Refused;
import org.tocsin.cli.terminal.Colour;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Printable;
import org.tocsin.platform.json.Json;
import org.tocsin.platform.settings.Nearest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * Lets a pending organisation in, once a person has compared its fingerprint: the token proves only that somebody had the token.
 * What is accepted is the fingerprint that was shown, not whoever bears the domain by then.
 */
@Command(
        description = "Lets a pending peer in. Shows its fingerprint and asks.",
        footer = {
            "",
            "Examples:",
            "  tocsin peer accept beta.example",
            "  tocsin peer accept mfzw-42lt --yes     the first groups of its fingerprint do"
        })
public final class PeerAccept implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Parameters(paramLabel = "PEER", description = "Domain, or the first groups of the fingerprint")
    @SuppressWarnings("NullAway.Init")
    private String peer;

    @Option(names = "--yes", description = "The fingerprint has been compared; do not ask.")
    private boolean yes;

    public PeerAccept(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var client = node.client();
        var wanted = find(client.get("/api/v1/peers").path("peers"));
        if (!yes) {
            ask(wanted);
        }
        var id = ApiClient.part(Json.text(wanted, "id"));
        var answer = client.post("/api/v1/peers/" + id + "/accept");
        if (!node.printed(terminal, answer)) {
            PeerLine.print(terminal, answer);
        }
        return Exit.DONE;
    }

    private JsonNode find(JsonNode peers) {
        var found = peers.valueStream()
                .filter(p -> Json.text(p, "domain").equals(peer)
                        || Json.text(p, "fingerprint").startsWith(peer)
                        || Json.text(p, "id").equals(peer))
                .toList();
        if (found.size() != 1) {
            var what = found.isEmpty() ? "no peer is" : found.size() + " peers are";
            throw new Refused(
                    found.isEmpty() ? "peer.unknown" : "peer.ambiguous",
                    what + " called '" + Printable.of(peer) + "'" + meant(peers) + "; see: tocsin peer ls");
        }
        return found.getFirst();
    }

    private String meant(JsonNode peers) {
        var domains = peers.valueStream().map(one -> Json.text(one, "domain")).toList();
        var like = Nearest.like(peer, domains);
        return like.isEmpty() ? "" : " (did you mean " + Printable.of(like.getFirst()) + "?)";
    }

    private void ask(JsonNode wanted) throws IOException {
        var err = terminal.err();
        err.println(Printable.of(Json.text(wanted, "domain")) + " shows the fingerprint");
        err.println("  " + terminal.paint(Colour.BOLD, Printable.of(Json.text(wanted, "fingerprint"))));
        err.println("Once accepted it reads what you share, and its reports count here. Call somebody you know there.");
        if (!terminal.confirm("Do they read out the same fingerprint?")) {
            throw new Refused("peer.not-compared", "nothing was changed; the peer stays pending");
        }
    }
}
