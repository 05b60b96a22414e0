package org.tocsin.cli.device;

import java.util.ArrayList;
import java.util.Locale;
import org.tocsin.cli.api.ApiClient;
import org.tocsin.cli.api.NamedAct;
import org.tocsin.cli.terminal.Colour;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.cli.terminal.Times;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** All that is known of one device. */
@Command(
        description = "Shows what one of your devices says of itself and was seen to do.",
        footer = {"", "Examples:", "  tocsin device show 02:00:00:00:00:14", "  tocsin device show 192.0.2.20 --json"})
public final class DeviceShow extends NamedAct {
    @Parameters(paramLabel = "DEVICE", description = "As device ls shows it.")
    private String device = "";

    public DeviceShow(Terminal terminal) {
        super(terminal, "/api/v1/devices/{}");
    }

    @Override
    protected String name() {
        return HardwareAddress.plain(device);
    }

    @Override
    protected JsonNode ask(ApiClient client, String route) {
        return client.get(route);
    }

    @Override
    protected void show(JsonNode shown) {
        var terminal = terminal();
        line(
                "Device",
                shown.path("id").asString("") + ", at " + shown.path("address").asString(""));
        if (shown.path("quarantinedUntil").isString()) {
            terminal.out()
                    .println(terminal.paint(Colour.RED, label("Cut off")) + "until "
                            + Times.seconds(
                                    terminal, shown.path("quarantinedUntil").asString("")));
            CutOffLine.why(terminal, shown.path("quarantine"));
        }
        if (shown.path("lastSeen").isString()) {
            line(
                    "Seen",
                    Times.seconds(terminal, shown.path("firstSeen").asString("")) + " to "
                            + Times.seconds(terminal, shown.path("lastSeen").asString("")) + ", "
                            + String.format(
                                    Locale.ROOT,
                                    "%,d packets",
                                    shown.path("packets").longValue(0))
                            + (shown.path("learning").booleanValue(false) ? ", still learning" : ""));
        }
        line("Host name", shown.path("hostName").asString(""));
        line("DHCP client", shown.path("vendorClass").asString(""));
        line("DHCP wishes", shown.path("dhcpWishes").asString(""));
        list("Names", shown.path("names"));
        list("Services", shown.path("services"));
        list("Software", shown.path("software"));
        list("Calls", shown.path("calls"));
        list("Weak", shown.path("weaknesses"));
        list("TLS clients", shown.path("tls"));
        list("Uses", shown.path("uses"));
        list("Serves", shown.path("serves"));
        shown.path("news").forEach(this::news);
        if (shown.path("profile").asString("").equals("crowded")) {
            say("It uses more services than a thing of one purpose does, so nothing is new to it.");
        }
        say("What a device says of itself is its own word, and no proof.");
    }

    /** What came once the profile was learnt, or a document declared it. */
    private void news(JsonNode one) {
        long count = one.path("count").longValue(0);
        line(
                "New",
                one.path("service").asString("") + ", " + count + (count == 1 ? " time" : " times") + " since "
                        + Times.seconds(terminal(), one.path("since").asString("")));
    }

    private void list(String name, JsonNode texts) {
        var all = new ArrayList<String>();
        texts.forEach(text -> all.add(text.asString("")));
        line(name, String.join(", ", all));
    }

    private void line(String name, String text) {
        if (!text.isEmpty()) {
            say(label(name) + text);
        }
    }

    private static String label(String name) {
        return String.format(Locale.ROOT, "%-13s", name);
    }
}
