package org.tocsin.cli.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.ApiClient;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.kernel.Limit;
import org.tocsin.kernel.Printable;
import org.tocsin.kernel.Rejection;
import org.tocsin.platform.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** A device's profile as a MUD document, out or in. */
@Command(
        description =
                "Writes what a device uses and serves as a MUD document (RFC 8520), or takes one for its profile.",
        footer = {
            "",
            "Examples:",
            "  tocsin device mud 02:00:00:00:00:14 --out camera.json",
            "  tocsin device mud 02:00:00:00:00:14 --import camera.json"
        })
public final class DeviceMud implements Callable<Integer> {
    private static final Limit SIZE = new Limit("mud.size", 1 << 20);

    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Parameters(paramLabel = "DEVICE", description = "As device ls shows it.")
    private String device = "";

    @Option(names = "--out", paramLabel = "FILE", description = "Writes there instead of to standard output.")
    private @Nullable Path out;

    @Option(
            names = "--import",
            paramLabel = "FILE",
            description = "Takes this document for all that the device may do: nothing is left to learn.")
    private @Nullable Path document;

    public DeviceMud(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        var route = "/api/v1/devices/" + ApiClient.part(HardwareAddress.plain(device)) + "/mud";
        if (document != null) {
            declare(route, read(document));
        } else if (out != null) {
            Files.write(out, node.client().file(route));
            node.talk(terminal, "+ written to " + out);
        } else {
            terminal.out().print(new String(node.client().file(route), StandardCharsets.UTF_8));
        }
        return Exit.DONE;
    }

    private static JsonNode read(Path file) throws IOException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new Rejection("mud.file", "'" + file + "' is no file that can be read");
        }
        SIZE.check(Files.size(file));
        try {
            return Json.parse(Files.readAllBytes(file));
        } catch (Rejection noJson) {
            throw new Rejection("mud.syntax", "'" + file + "' is no JSON: " + noJson.detail());
        }
    }

    private void declare(String route, JsonNode mud) {
        var answer = node.client().post(route, mud);
        if (node.printed(terminal, answer)) {
            return;
        }
        int services = answer.path("services").size();
        say("+ " + HardwareAddress.plain(device) + " is declared, " + services
                + (services == 1 ? " service" : " services") + "; whatever else it does is news");
        answer.path("services").forEach(one -> say("  " + one.asString("")));
        answer.path("keptOut").forEach(one -> say("! not taken: " + one.asString("")));
        long others = answer.path("others").longValue(0);
        if (others > 0) {
            say("! not taken: " + others + " more");
        }
    }

    private void say(String line) {
        terminal.out().println(Printable.of(line));
    }
}
