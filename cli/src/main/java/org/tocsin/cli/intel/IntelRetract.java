package org.tocsin.cli.intel;

import org.tocsin.cli.api.NamedAct;
import org.tocsin.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Takes an own report back, here and at everybody who follows. */
@Command(
        description = "Takes back an own report. It travels like the report did; others' reports keep their weight.",
        footer = {
            "",
            "Examples:",
            "  tocsin intel retract indicator--6f0c8e1e-7d1b-5c0a-9a39-2f6a5a0b7c11",
            "  tocsin verdict explain 198.51.100.7       shows the ids"
        })
public final class IntelRetract extends NamedAct {
    @Parameters(paramLabel = "ID", description = "Id of the own report")
    private String id = "";

    public IntelRetract(Terminal terminal) {
        super(terminal, "/api/v1/intel/{}/retract");
    }

    @Override
    protected String name() {
        return id;
    }

    @Override
    protected void show(JsonNode answer) {
        say("- retracted  " + id);
    }
}
