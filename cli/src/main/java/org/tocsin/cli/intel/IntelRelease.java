package org.tocsin.cli.intel;

import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.ApiClient;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A person lets a held retraction through. */
@Command(
        description = "Lets a held retraction through.",
        footer = {
            "",
            "Examples:",
            "  tocsin intel release mfzw-42lt-... indicator--6f0c8e1e-7d1b-5c0a-9a39-2f6a5a0b7c11",
            "  tocsin intel held --json      shows both in full"
        })
public final class IntelRelease implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Parameters(index = "0", paramLabel = "REPORTER", description = "Who retracts, as intel held shows it")
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
        var path = "/api/v1/intel/held/" + ApiClient.part(id) + "/release?reporter=" + ApiClient.part(reporter);
        var answer = node.client().post(path);
        if (!node.printed(terminal, answer)) {
            terminal.out().println("= released  " + Printable.of(id));
        }
        return Exit.DONE;
    }
}
