package org.tocsin.cli.device;

import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.ApiClient;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Printable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a quarantine. */
@Command(
        description = "Lets one of your devices back in that is cut off. Find out first what runs on it.",
        footer = {"", "Examples:", "  tocsin device release 02:00:00:00:00:14", "  tocsin device release 192.0.2.20"})
public final class DeviceRelease implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Parameters(paramLabel = "DEVICE", description = "As device ls --quarantined shows it.")
    private String device = "";

    public DeviceRelease(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var answer = node.client().post("/api/v1/devices/" + ApiClient.part(device) + "/release");
        if (!node.printed(terminal, answer)) {
            terminal.out().println(Printable.of(device) + " may connect again; a new finding cuts it off again.");
        }
        return Exit.DONE;
    }
}
