package org.tocsin.cli.device;

import org.tocsin.cli.api.NamedAct;
import org.tocsin.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Ends a quarantine. */
@Command(
        description = "Lets one of your devices back in that is cut off. Find out first what runs on it.",
        footer = {"", "Examples:", "  tocsin device release 02:00:00:00:00:14", "  tocsin device release 192.0.2.20"})
public final class DeviceRelease extends NamedAct {
    @Parameters(paramLabel = "DEVICE", description = "As device ls --quarantined shows it.")
    private String device = "";

    public DeviceRelease(Terminal terminal) {
        super(terminal, "/api/v1/devices/{}/release");
    }

    @Override
    protected String name() {
        return HardwareAddress.plain(device);
    }

    @Override
    protected void show(JsonNode answer) {
        say(name()
                + " may connect again; if it goes on as before, it is found again within seconds, and cut off again.");
    }
}
