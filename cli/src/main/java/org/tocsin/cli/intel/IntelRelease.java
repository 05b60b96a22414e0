package org.tocsin.cli.intel;

import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.ApiClient;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.api.Refused;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Printable;
import org.tocsin.platform.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** A person lets a held retraction through. */
@Command(
        description = "Lets a held retraction through.",
        footer = {
            "",
            "Examples:",
            "  tocsin intel release 6f0c8e1e indicator--6f0c8e1e-7d1b-5c0a-9a39-2f6a5a0b7c11",
            "  tocsin intel held --json      shows both in full"
        })
public final class IntelRelease implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Parameters(index = "0", paramLabel = "REPORTER", description = "Who retracts; the first letters do")
    @SuppressWarnings("NullAway.Init")
    private String reporter;

    @Parameters(index = "1", paramLabel = "ID", description = "Id of the report")
    @SuppressWarnings("NullAway.Init")
    private String id;

    public IntelRelease(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var client = node.client();
        var who = who(client.get("/api/v1/intel/held").path("held"));
        var path = "/api/v1/intel/held/" + ApiClient.part(id) + "/release?reporter=" + ApiClient.part(who);
        var answer = client.post(path);
        if (!node.printed(terminal, answer)) {
            terminal.out().println("= released  " + Printable.of(id));
        }
        return Exit.DONE;
    }

    /** The one reporter that the first letters name. */
    private String who(JsonNode held) {
        var named = held.valueStream()
                .filter(one -> Json.text(one, "id").equals(id))
                .map(one -> Json.text(one, "reporter"))
                .filter(one -> one.startsWith(reporter))
                .toList();
        if (named.size() != 1) {
            throw new Refused("intel.unknown", named.size() + " held retractions match; see: tocsin intel held");
        }
        return named.getFirst();
    }
}
