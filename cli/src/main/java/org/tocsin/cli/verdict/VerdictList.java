package org.tocsin.cli.verdict;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.tocsin.cli.Exit;
import org.tocsin.cli.api.NodeOptions;
import org.tocsin.cli.device.CutOffLine;
import org.tocsin.cli.terminal.Colour;
import org.tocsin.cli.terminal.Terminal;
import org.tocsin.cli.terminal.Times;
import org.tocsin.kernel.Printable;
import org.tocsin.platform.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** What is in force, with the deciding reason. */
@Command(
        description =
                "Lists what is in force: own devices that are cut off, verdicts, what a person lets in, imported lists.",
        footer = {
            "",
            "A device that is cut off is in --json one object with \"device\" instead of \"subject\"; what lets it back in"
                    + " stands in \"release\".",
            "What is allowed has in --json the action \"ignore\" and the basis \"allowed\".",
            "An imported list is one line with its count, in --json one object with \"list\" instead of \"subject\". Whether an"
                    + " address stands on it: tocsin verdict explain ADDRESS.",
            "",
            "Examples:",
            "  tocsin verdict ls",
            "  tocsin verdict ls --all --json"
        })
public final class VerdictList implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final NodeOptions node = new NodeOptions();

    @Option(names = "--all", description = "Also what is only watched or ignored.")
    private boolean all;

    public VerdictList(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var verdicts =
                node.client().get("/api/v1/verdicts" + (all ? "?all=1" : "")).path("verdicts");
        var lists = node.client().get("/api/v1/imports").path("imports");
        var quarantines = node.client().get("/api/v1/quarantines");
        var cutOff = quarantines.path("quarantines");
        var enforcedBy = quarantines.path("enforcedBy");
        if (node.printedEach(terminal, cutOffs(cutOff))) {
            node.printedEach(terminal, verdicts);
            var summaries = Json.array();
            lists.forEach(list -> summaries.add(summary(list)));
            node.printedEach(terminal, summaries);
            return Exit.DONE;
        }
        cutOff.forEach(device -> CutOffLine.brief(terminal, device));
        verdicts.forEach(verdict -> {
            VerdictLine.brief(terminal, verdict);
            VerdictLine.unenforced(terminal, verdict, enforcedBy);
        });
        lists.forEach(list -> {
            list(list);
            VerdictLine.unenforced(terminal, list, enforcedBy);
        });
        if (cutOff.isEmpty() && verdicts.isEmpty() && lists.isEmpty()) {
            terminal.out().println("Nothing is in force.");
        }
        return Exit.DONE;
    }

    /** With the names of verdicts where there are such, and the command that ends it. */
    private static JsonNode cutOffs(JsonNode devices) {
        return Json.array(devices.valueStream().toList(), device -> {
            var line = Json.object()
                    .put("device", device.path("device").asString(""))
                    .put("address", device.path("address").asString(""))
                    .put("action", "quarantine")
                    .put("basis", "local")
                    .put("until", device.path("until").asString(""));
            line.set("reasons", Json.array(List.of(device.path("why")), why -> why));
            line.set("enforcedBy", device.path("enforcedBy"));
            return line.put(
                    "release", "tocsin device release " + device.path("device").asString(""));
        });
    }

    /** A list is one object whatever its size: its entries are in the feed, and each is explained. */
    private static JsonNode summary(JsonNode list) {
        return Json.object()
                .put("list", list.path("name").asString(""))
                .put("action", list.path("action").asString(""))
                .put("basis", "imported")
                .put("entries", list.path("entries").asLong(0))
                .put("until", list.path("until").asString(""));
    }

    private void list(JsonNode list) {
        var action = VerdictLine.action(list);
        long entries = Json.number(list, "entries");
        terminal.out()
                .println(terminal.paint(Objects.requireNonNullElse(action.colour(), Colour.GREY), action.text())
                        + "  list " + terminal.paint(Colour.BOLD, Printable.of(Json.text(list, "name"))));
        terminal.out()
                .println("  "
                        + String.format(
                                Locale.ROOT, "%,d imported %s, until ", entries, entries == 1 ? "entry" : "entries")
                        + Times.minutes(terminal, Json.text(list, "until")));
    }
}
