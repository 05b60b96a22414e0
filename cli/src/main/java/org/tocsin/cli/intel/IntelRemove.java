package org.tocsin.cli.intel;

import org.tocsin.cli.api.NamedAct;
import org.tocsin.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Takes an imported list out of force. */
@Command(
        description = "Takes an imported block list out of force, at once.",
        footer = {"", "Examples:", "  tocsin intel rm drop", "  tocsin intel rm scanners --json"})
public final class IntelRemove extends NamedAct {
    @Parameters(paramLabel = "NAME", description = "As intel ls shows it.")
    private String name = "";

    public IntelRemove(Terminal terminal) {
        super(terminal, "/api/v1/imports/{}/remove");
    }

    @Override
    protected String name() {
        return name;
    }

    @Override
    protected void show(JsonNode answer) {
        say("- removed  " + name);
    }
}
