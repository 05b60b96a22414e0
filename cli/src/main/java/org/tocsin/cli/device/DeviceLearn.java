package org.tocsin.cli.device;

import org.tocsin.cli.api.NamedAct;
import org.tocsin.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Forgets a profile that is outdated, or was declared wrongly. */
@Command(
        description = "Learns anew what one of your devices uses and serves, as after an update of its firmware.",
        footer = {"", "Examples:", "  tocsin device learn 02:00:00:00:00:14", "  tocsin device learn 192.0.2.20"})
public final class DeviceLearn extends NamedAct {
    @Parameters(paramLabel = "DEVICE", description = "As device ls shows it.")
    private String device = "";

    public DeviceLearn(Terminal terminal) {
        super(terminal, "/api/v1/devices/{}/learn");
    }

    @Override
    protected String name() {
        return HardwareAddress.plain(device);
    }

    @Override
    protected void show(JsonNode answer) {
        say(name() + " learns anew what it uses and serves; its old profile and its news are forgotten.");
    }
}
