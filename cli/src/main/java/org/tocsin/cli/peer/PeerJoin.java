package org.tocsin.cli.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Printable;
import org.tocsin.platform.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows an inviter its token. */
@Command(
        description = "Joins the organisation that made the token. It must still accept you.",
        footer = {
            "",
            "Examples:",
            "  tocsin peer join tocsin1.hWlodHRw...",
            "  tocsin peer join - < token.txt     out of sight of the list of processes"
        })
public final class PeerJoin implements Callable<Integer> {
    private static final Limit TOKEN = new Limit("token.length", 4_096);

    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Parameters(paramLabel = "TOKEN", description = "What tocsin peer invite printed; - reads it from standard input")
    @SuppressWarnings("NullAway.Init")
    private String token;

    public PeerJoin(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var shown = token.equals("-") ? piped() : token;
        TOKEN.check(shown.length());
        var answer = node.client().post("/api/v1/peers/join", Json.object().put("token", shown.strip()));
        if (!node.printed(terminal, answer)) {
            PeerLine.printJoined(terminal, answer);
            node.talk(
                    terminal, "The token was taken. Compare the fingerprint with what they read out; they accept you");
            var self = Json.text(node.client().get("/api/v1/peers"), "domain");
            node.talk(terminal, "with: tocsin peer accept " + Printable.of(self) + ". Until then nothing flows.");
        }
        return Exit.DONE;
    }

    private String piped() throws IOException {
        return new String(terminal.in().readNBytes((int) TOKEN.most() + 1), StandardCharsets.UTF_8);
    }
}
