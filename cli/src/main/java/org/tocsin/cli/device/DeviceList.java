package org.tocsin.cli.device;

import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Colour;
import org.tocsin.cli.terminal.Table;
import org.tocsin.cli.terminal.Table.Cell;
import org.tocsin.cli.terminal.Table.Column;
import org.tocsin.cli.terminal.Table.Fit;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.cli.terminal.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The passive inventory. */
@Command(
        description = "Lists your own devices: who they say they are, and which are cut off.",
        footer = {"", "Examples:", "  tocsin device ls", "  tocsin device ls --quarantined", "  tocsin device ls --json"
        })
public final class DeviceList implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Option(names = "--quarantined", description = "Only those that are cut off.")
    private boolean quarantined;

    public DeviceList(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var devices = JsonNodeFactory.instance.arrayNode();
        for (var device : node.client().get("/api/v1/devices").path("devices")) {
            if (!quarantined || device.path("quarantinedUntil").isString()) {
                devices.add(device);
            }
        }
        if (node.printedEach(terminal, devices)) {
            return Exit.DONE;
        }
        if (devices.isEmpty()) {
            terminal.out()
                    .println(
                            quarantined
                                    ? "None is cut off."
                                    : "None seen yet. Where packets come from: tocsin doctor.");
            return Exit.DONE;
        }
        var table = new Table(
                terminal,
                new Column("DEVICE", Fit.WHOLE),
                new Column("ADDRESS", Fit.MIDDLE),
                new Column("STATE", Fit.WHOLE),
                new Column("LAST SEEN", Fit.WHOLE),
                new Column("WHO IT SAYS IT IS", Fit.END));
        devices.forEach(device -> row(table, device));
        table.print();
        return Exit.DONE;
    }

    private void row(Table table, JsonNode device) {
        boolean cutOff = device.path("quarantinedUntil").isString();
        boolean learning = device.path("learning").booleanValue(false);
        table.row(
                Cell.of(device.path("id").asString("")),
                Cell.of(device.path("address").asString("")),
                cutOff ? new Cell("■ cut off", Colour.RED) : Cell.of(learning ? "learning" : "known"),
                Cell.of(
                        device.path("lastSeen").isString()
                                ? Times.seconds(
                                        terminal, device.path("lastSeen").asString(""))
                                : "not now"),
                Cell.of(Introduction.of(device)));
    }
}
